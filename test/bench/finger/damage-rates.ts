import { drawSubjects, percentileInterval, type Random } from '../support/subject-resampling.ts';
import type { ScoredPair } from './comparisons.ts';

const RESAMPLES = 200;
const CONFIDENCE = 0.95;

export interface RateWithInterval {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** Rates 0..1 of comparisons with altered prints, at the threshold of the unaltered impostors. */
export interface DamageRates {
  /** Genuine pairs below the threshold. */
  readonly missed: RateWithInterval;
  /** Impostor pairs above it. */
  readonly falselyMatched: RateWithInterval;
  readonly genuine: number;
  readonly impostor: number;
}

/**
 * Misses and false matches of `altered` at the threshold of one false-match rate among `unaltered`. The 95 % intervals
 * come from resampling fingers, for the threshold and the rates together.
 *
 * @param chosen the altered pairs that are counted
 */
export function damageRates(
  unaltered: readonly ScoredPair[],
  altered: readonly ScoredPair[],
  falseMatchRate: number,
  random: Random,
  chosen: (pair: ScoredPair) => boolean = () => true,
): DamageRates {
  const fingers = new Map<string, number>();
  const numberOf = ({ database, finger }: { database: string; finger: string }): number => {
    const key = `${database}/${finger}`;
    const known = fingers.get(key) ?? fingers.size;
    fingers.set(key, known);
    return known;
  };
  const numbered = (pairs: readonly ScoredPair[]) =>
    pairs.map(({ one, other, genuine, score }) => ({ one: numberOf(one), other: numberOf(other), genuine, score }));
  const impostors = numbered(unaltered.filter(({ genuine }) => !genuine)).sort((a, b) => b.score - a.score);
  const counted = numbered(altered.filter(chosen));
  const rates = (times: (finger: number) => number): { missed: number; falselyMatched: number } => {
    const weightOf = (pair: { one: number; other: number; genuine: boolean }): number =>
      pair.genuine ? times(pair.one) : times(pair.one) * times(pair.other);
    const threshold = thresholdOf(impostors, weightOf, falseMatchRate);
    const share = (genuine: boolean, hit: (score: number) => boolean): number => {
      let [hits, total] = [0, 0];
      for (const pair of counted) {
        if (pair.genuine !== genuine) continue;
        total += weightOf(pair);
        if (hit(pair.score)) hits += weightOf(pair);
      }
      return total > 0 ? hits / total : 0;
    };
    return {
      missed: share(true, (score) => score <= threshold),
      falselyMatched: share(false, (score) => score > threshold),
    };
  };
  const value = rates(() => 1);
  const redrawn = Array.from({ length: RESAMPLES }, () => {
    const times = drawSubjects(fingers.size, random);
    return rates((finger) => times[finger]!);
  });
  const of = (rate: 'missed' | 'falselyMatched'): RateWithInterval => ({
    value: value[rate],
    interval: percentileInterval(
      redrawn.map((one) => one[rate]),
      CONFIDENCE,
    ),
  });
  const genuine = counted.filter((pair) => pair.genuine).length;
  return { missed: of('missed'), falselyMatched: of('falselyMatched'), genuine, impostor: counted.length - genuine };
}

/** The score that at most `rate` of the impostors exceed; the pairs are in order of falling score. */
function thresholdOf<Pair extends { readonly score: number }>(
  impostors: readonly Pair[],
  weightOf: (pair: Pair) => number,
  falseMatchRate: number,
): number {
  const allowed = falseMatchRate * impostors.reduce((sum, pair) => sum + weightOf(pair), 0);
  let above = 0;
  for (const pair of impostors) {
    above += weightOf(pair);
    // Sums of weights have rounding errors.
    if (above > allowed + 1e-9) return pair.score;
  }
  return Number.NEGATIVE_INFINITY;
}
