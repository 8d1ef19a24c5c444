import { calibrate } from '../../../models/calibration/calibration.ts';
import { fitCalibration } from '../support/fit-calibration.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import type { ScoredPair } from './comparisons.ts';
import type { PairEvidence } from './measure.ts';
import { fitOn, scoreAll } from './scoring.ts';

const SEED = 2002;
const CLAIMS = [0.1, 0.03, 0.01, 0.005] as const;

/**
 * Checks a calibration on unseen data: weights and calibration are fitted to three databases, and the impostors of the
 * fourth with a stated false-match rate of at most a given rate are counted. Summed over all four databases.
 */
export function calibrationCheck(
  pairs: readonly PairEvidence[],
): { readonly claimed: number; readonly found: number }[] {
  const names = [...new Set(pairs.map(({ one }) => one.database))];
  const rates: number[] = [];
  for (const name of names) {
    const others = pairs.filter(({ one }) => one.database !== name);
    const weights = fitOn('withPattern', others);
    const learnt = scoreAll('withPattern', others, weights);
    const calibration = fitCalibration({
      comparator: 'cross-validation',
      data: { name: 'three databases', subjects: 30, conditions: 'FVC2002 set B' },
      genuine: Float64Array.from(
        learnt.filter(({ genuine }) => genuine),
        ({ score }) => score,
      ),
      impostor: Float64Array.from(
        learnt.filter(({ genuine }) => !genuine),
        ({ score }) => score,
      ),
      random: seededRandom(SEED),
    });
    const asked = pairs.filter(({ one, genuine }) => one.database === name && !genuine);
    for (const { score } of scoreAll('withPattern', asked, weights))
      rates.push(calibrate(score, calibration).falseMatchRate);
  }
  return CLAIMS.map((claimed) => ({ claimed, found: rates.filter((rate) => rate <= claimed).length / rates.length }));
}

/**
 * The gain of more reference impressions: impressions 1 to 3 of a finger are enrolled, 4 to 8 are probes, a rule
 * combines the scores of a probe, and false non-matches are counted at the rule's threshold for one false match in a
 * thousand.
 */
export function impressionRules(pairs: readonly ScoredPair[]): { readonly rule: string; readonly fnmr: number }[] {
  const max = (scores: readonly number[]): number => Math.max(...scores);
  const mean = (scores: readonly number[]): number => scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return [
    { rule: '1 impression', enrolled: 1, join: max },
    { rule: '2 impressions, best', enrolled: 2, join: max },
    { rule: '2 impressions, mean', enrolled: 2, join: mean },
    { rule: '3 impressions, best', enrolled: 3, join: max },
    { rule: '3 impressions, mean', enrolled: 3, join: mean },
  ].map(({ rule, enrolled, join }) => ({ rule, fnmr: missed(pairs, enrolled, join) }));
}

const FIRST_PROBE = 4;

function missed(pairs: readonly ScoredPair[], enrolled: number, join: (scores: readonly number[]) => number): number {
  const claims = new Map<string, { readonly genuine: boolean; readonly scores: number[] }>();
  for (const { one, other, genuine, score } of pairs) {
    for (const [reference, probe] of [
      [one, other],
      [other, one],
    ] as const) {
      if (reference.impression > enrolled || probe.impression < FIRST_PROBE) continue;
      const key = `${reference.database} ${reference.finger} ${probe.name}`;
      const claim = claims.get(key) ?? { genuine, scores: [] };
      claims.set(key, claim);
      claim.scores.push(score);
    }
  }
  const joined = [...claims.values()].map((claim) => ({ genuine: claim.genuine, score: join(claim.scores) }));
  const impostors = joined.filter(({ genuine }) => !genuine).map(({ score }) => score);
  const threshold =
    impostors.sort((one, other) => other - one)[Math.floor(impostors.length * 1e-3)] ?? Number.POSITIVE_INFINITY;
  const genuine = joined.filter((claim) => claim.genuine);
  return genuine.filter(({ score }) => score <= threshold).length / genuine.length;
}
