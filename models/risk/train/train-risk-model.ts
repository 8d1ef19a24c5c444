import { createHash } from 'node:crypto';
import { keysOf } from '../encode/goods-line.ts';
import { History } from '../encode/history.ts';
import { type InspectedDeclaration, readDeclarations } from '../encode/read-declarations.ts';
import { bestThreshold } from '../measures.ts';
import { type RiskModel, textOfRiskModel, type TrainingPart } from '../risk-model.ts';
import { LEAF_UNIT, scoreOf } from '../trees/ensemble.ts';
import { boost, type BoostSettings } from './boost.ts';
import { trainingFeatures } from './folded-history.ts';
import { fitLogistic, scoreLogistic } from './logistic.ts';

export const SETTINGS: BoostSettings = {
  mostTrees: 400,
  patience: 60,
  depth: 4,
  leaves: 12,
  leastRows: 50,
  shrinkage: 1,
  learningRate: 0.05,
  rowShare: 0.8,
  featureShare: 0.6,
  seed: 11,
};

/** Shares of the tuning part: those in the first band, and those in the first or the second one. */
const BAND_SHARES = { high: 0.1, raised: 0.3 } as const;

/**
 * Trains the model. Equal files give equal bytes on every machine.
 *
 * @param training inspected declarations with the columns of the data set
 * @param tuning later ones; they decide the number of trees, the bands and the threshold
 * @returns the text of the model's file
 * @throws DeclarationsFileError
 */
export function trainRiskModel(training: string, tuning: string, settings: BoostSettings = SETTINGS): string {
  const rows = readDeclarations(training);
  const later = readDeclarations(tuning);
  const history = new History();
  for (const { line, fraud } of rows) history.add(keysOf(line), fraud);
  const features = later.map(({ line }) => history.features(line));
  const fraud = later.map((row) => row.fraud);
  const examples = { features: trainingFeatures(rows), fraud: rows.map((row) => row.fraud) };
  const trees = boost(examples, { features, fraud }, settings);
  const logistic = fitLogistic(examples.features, examples.fraud);
  const scores = features.map((row) => scoreOf(trees, row));
  const model: Omit<RiskModel, 'digest'> = {
    trees,
    history,
    threshold: bestThreshold(scores, fraud),
    bands: { high: scoreAtShare(scores, BAND_SHARES.high), raised: scoreAtShare(scores, BAND_SHARES.raised) },
    baseline: {
      ...logistic,
      threshold: bestThreshold(
        features.map((row) => scoreLogistic(logistic, row)),
        fraud,
      ),
    },
    training: partOf(training, rows),
    tuning: partOf(tuning, later),
  };
  return textOfRiskModel(model);
}

/** A score at or above which about this share lies, a multiple of `LEAF_UNIT`. */
function scoreAtShare(scores: readonly number[], share: number): number {
  const falling = scores.toSorted((one, other) => other - one);
  return Math.round((falling[Math.floor(share * falling.length)] ?? 0) / LEAF_UNIT) * LEAF_UNIT;
}

function partOf(text: string, rows: readonly InspectedDeclaration[]): TrainingPart {
  const date = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return {
    sha256: createHash('sha256').update(text).digest('hex'),
    rows: rows.length,
    firstDay: date(rows[0]?.day ?? 0),
    lastDay: date(rows.at(-1)?.day ?? 0),
  };
}
