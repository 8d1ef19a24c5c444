import { drawSubjects, percentileInterval, type Random } from '../support/subject-resampling.ts';
import type { ScoredPair } from './comparisons.ts';
import { type ErrorRates, errorRates, type WeightedScores } from './error-rates.ts';

const RESAMPLES = 200;
const CONFIDENCE = 0.95;

export type RatesWithIntervals = {
  readonly [Rate in keyof ErrorRates]: { readonly value: number; readonly interval: readonly [number, number] };
} & { readonly genuine: number; readonly impostor: number };

/**
 * Error rates with 95 % intervals from resampling fingers, because comparisons of one finger are dependent: ten
 * fingers carry less information than the number of pairs suggests.
 */
export function ratesWithIntervals(pairs: readonly ScoredPair[], random: Random): RatesWithIntervals {
  const fingers = new Map<string, number>();
  const numberOf = ({ database, finger }: { database: string; finger: string }): number => {
    const key = `${database}/${finger}`;
    const known = fingers.get(key) ?? fingers.size;
    fingers.set(key, known);
    return known;
  };
  const subjects = pairs.map(({ one, other }) => [numberOf(one), numberOf(other)] as const);
  const rates = (times: (finger: number) => number): ErrorRates => {
    const kind = (genuine: boolean): WeightedScores => {
      const chosen = pairs.flatMap((pair, at) => {
        const [one, other] = subjects[at]!;
        const weight = genuine ? times(one) : times(one) * times(other);
        return pair.genuine === genuine && weight > 0 ? [{ score: pair.score, weight }] : [];
      });
      return {
        scores: Float64Array.from(chosen, ({ score }) => score),
        weights: Float64Array.from(chosen, ({ weight }) => weight),
      };
    };
    return errorRates(kind(true), kind(false));
  };
  const value = rates(() => 1);
  const resampled = Array.from({ length: RESAMPLES }, () => {
    const times = drawSubjects(fingers.size, random);
    return rates((finger) => times[finger]!);
  });
  const of = (rate: keyof ErrorRates) => ({
    value: value[rate],
    interval: percentileInterval(
      resampled.map((one) => one[rate]),
      CONFIDENCE,
    ),
  });
  return {
    equalErrorRate: of('equalErrorRate'),
    fnmrAtFmr1e2: of('fnmrAtFmr1e2'),
    fnmrAtFmr1e3: of('fnmrAtFmr1e3'),
    fnmrAtZeroFmr: of('fnmrAtZeroFmr'),
    genuine: pairs.filter(({ genuine }) => genuine).length,
    impostor: pairs.filter(({ genuine }) => !genuine).length,
  };
}
