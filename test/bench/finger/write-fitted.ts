import { writeFileSync } from 'node:fs';
import { fitCalibration } from '../support/fit-calibration.ts';
import { GABOR_GRAPH } from '../../../models/finger/extraction/gabor-graph.ts';
import { type Fitted, fittedFile } from '../../../models/finger/fitted.ts';
import type { FusionKind } from '../../../models/finger/fusion.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import type { ScoredPair } from './comparisons.ts';
import type { PairEvidence } from './measure.ts';
import { FAILED_SCORE, fitOn, scoreAll } from './scoring.ts';

const SEED = 2002;
const COMPARATORS = {
  withPattern: 'postern finger 1: minutia cylinders, relaxation, ridge pattern correlation, logistic fusion',
  minutiaeOnly: 'postern finger 1: minutia cylinders, relaxation, logistic fusion',
} as const satisfies Record<FusionKind, string>;

/** Description of the data in the calibrations. */
export interface FitData {
  readonly name: string;
  readonly conditions: string;
}

/**
 * Fits weights and calibrations to all the databases and writes them to `models/finger/fitted.json`.
 *
 * @param within pairs within each database: the weights are fitted to them
 * @param impostors further impostor pairs, between databases, for the calibration only
 */
export function writeFitted(
  within: readonly PairEvidence[],
  impostors: readonly PairEvidence[],
  data: FitData,
): Fitted {
  const comparator = (kind: FusionKind) => {
    const weights = fitOn(kind, within);
    const scored = scoreAll(kind, [...within, ...impostors], weights).filter(({ score }) => score > FAILED_SCORE);
    return { weights: [...weights], calibration: calibrationOf(kind, scored, data) };
  };
  const fitted: Fitted = {
    format: 'postern-finger/1',
    filterGraph: GABOR_GRAPH.onnx.sha256,
    withPattern: comparator('withPattern'),
    minutiaeOnly: comparator('minutiaeOnly'),
  };
  writeFileSync(fittedFile(), `${JSON.stringify(fitted, null, 2)}\n`);
  return fitted;
}

function calibrationOf(kind: FusionKind, pairs: readonly ScoredPair[], { name, conditions }: FitData) {
  const subjects = new Map<string, number>();
  const subjectOf = ({ database, finger }: { database: string; finger: string }): number => {
    const key = `${database}/${finger}`;
    const known = subjects.get(key) ?? subjects.size;
    subjects.set(key, known);
    return known;
  };
  const impostor = pairs.filter(({ genuine }) => !genuine);
  const impostorSubjects = {
    one: Int32Array.from(impostor, ({ one }) => subjectOf(one)),
    other: Int32Array.from(impostor, ({ other }) => subjectOf(other)),
  };
  return fitCalibration({
    comparator: COMPARATORS[kind],
    data: { name, subjects: subjects.size, conditions },
    genuine: Float64Array.from(
      pairs.filter(({ genuine }) => genuine),
      ({ score }) => score,
    ),
    impostor: Float64Array.from(impostor, ({ score }) => score),
    impostorSubjects,
    random: seededRandom(SEED),
  });
}
