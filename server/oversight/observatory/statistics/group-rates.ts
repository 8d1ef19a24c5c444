/**
 * Rates of groups of travellers, estimated from randomised answers, and the difference of each group from all others (differential performance,
 * ISO/IEC 19795-10). Pure.
 *
 * With c answers for a group out of N, the estimate of its travellers is (c - q N) / (p - q). It is linear in the answers. Their numbers would be
 * Poisson variables if passages were independent, and the variance would contain the chance of the answers and of the travellers. But a traveller
 * who passes again gives the same answer, and may be rejected again: the variance is the one of independent passages times `CLUSTERING`.
 */
import type { ResponseProbabilities } from '../../../contract/randomised-response.ts';
import type { Bounds } from '../../../platform/base/clopper-pearson.ts';
import { Z_95 } from './proportion.ts';

/**
 * The variance of the counts, relative to that of independent passages (the design effect of L. Kish, "Survey Sampling", 1965). It is enough for
 * three passages of each traveller in the time that all end alike. An assumption: no lane counts how often a traveller passes.
 */
export const CLUSTERING = 3;

/** Answers for each group, of travellers with an end that counts for a rate, and of the others who were judged. */
export interface RandomisedEnds {
  readonly counted: readonly number[];
  readonly others: readonly number[];
}

/** The ratio of a group's rate to that of all other travellers. */
export interface GroupRatio extends Bounds {
  readonly ratio: number;
}

export interface GroupRate extends Bounds {
  /** Share, 0..1. */
  readonly rate: number;
  /** Simultaneous interval. `undefined` when one of both rates is not significantly different from 0. */
  readonly against: GroupRatio | undefined;
}

interface Estimate {
  readonly value: number;
  readonly variance: number;
}

/** The estimated travellers of one group. @param at index of the group */
export function groupEstimate(answers: readonly number[], at: number, p: ResponseProbabilities): number {
  return estimate(answers, weightsOf(answers.length, at, p)).value;
}

/**
 * @param at index of the group
 * @param quantile of the standard normal distribution for the simultaneous interval of the ratio
 * @returns `undefined` without an estimated traveller
 */
export function groupRate(
  { counted, others }: RandomisedEnds,
  at: number,
  p: ResponseProbabilities,
  quantile: number,
): GroupRate | undefined {
  const weights = weightsOf(counted.length, at, p);
  const [x, y] = [estimate(counted, weights), estimate(others, weights)];
  const of = x.value + y.value;
  if (of <= 0) return undefined;
  const rate = Math.min(1, Math.max(0, x.value / of));
  return { rate, ...fieller(x, y), against: ratioOf({ counted, others }, weights, quantile) };
}

/** Weights with which the answers for each group enter the estimate of one group. */
function weightsOf(groups: number, at: number, { kept, other }: ResponseProbabilities): readonly number[] {
  const spread = kept - other;
  return Array.from({ length: groups }, (_, index) => (index === at ? 1 - other : -other) / spread);
}

function estimate(answers: readonly number[], weights: readonly number[]): Estimate {
  const sum = (power: 1 | 2) => answers.reduce((total, count, at) => total + (weights[at] ?? 0) ** power * count, 0);
  return { value: sum(1), variance: CLUSTERING * sum(2) };
}

/**
 * The shares r that (1 - r) X - r Y does not contradict at 95 % (E. C. Fieller, Journal of the Royal Statistical Society B 16, 1954), within 0
 * and 1.
 */
function fieller(x: Estimate, y: Estimate): Bounds {
  const of = x.value + y.value;
  const z2 = Z_95 ** 2;
  const a = of ** 2 - z2 * (x.variance + y.variance);
  const b = x.value * of - z2 * x.variance;
  const c = x.value ** 2 - z2 * x.variance;
  const root = b ** 2 - a * c;
  if (a <= 0 || root < 0) return { low: 0, high: 1 };
  const limit = (sign: 1 | -1) => Math.min(1, Math.max(0, (b + sign * Math.sqrt(root)) / a));
  return { low: limit(-1), high: limit(1) };
}

/** An estimate of a part must exceed its error this many times, or the logarithm of a ratio is not near normal. */
const MIN_ERRORS = 3;

/** The delta method on the logarithm of the ratio. Group and others are estimated from the same answers, so they are correlated. */
function ratioOf({ counted, others }: RandomisedEnds, weights: readonly number[], z: number): GroupRatio | undefined {
  const rest = weights.map((weight) => 1 - weight);
  const [x, y] = [estimate(counted, weights), estimate(others, weights)];
  const [restX, restY] = [estimate(counted, rest), estimate(others, rest)];
  const parts = [x, y, restX, restY];
  if (parts.some(({ value, variance }) => value <= MIN_ERRORS * Math.sqrt(variance))) return undefined;
  const shared = (answers: readonly number[]) =>
    CLUSTERING * answers.reduce((total, count, at) => total + (weights[at] ?? 0) * (rest[at] ?? 0) * count, 0);
  const relative = ({ value, variance }: Estimate) => variance / value ** 2;
  const own = y.value / (x.value + y.value);
  const theirs = restY.value / (restX.value + restY.value);
  const variance =
    own ** 2 * (relative(x) + relative(y)) +
    theirs ** 2 * (relative(restX) + relative(restY)) -
    2 * own * theirs * (shared(counted) / (x.value * restX.value) + shared(others) / (y.value * restY.value));
  const ratio = (1 - own) / (1 - theirs);
  const spread = Math.exp(z * Math.sqrt(Math.max(0, variance)));
  return { ratio, low: ratio / spread, high: ratio * spread };
}

/**
 * The quantile of the standard normal distribution for two-sided intervals that hold all together in 95 % of cases (Bonferroni). Formula 26.2.23 of
 * Abramowitz and Stegun, within 4.5e-4.
 *
 * @param comparisons the number of intervals
 */
export function simultaneousQuantile(comparisons: number): number {
  const tail = 0.05 / 2 / Math.max(1, comparisons);
  const t = Math.sqrt(-2 * Math.log(tail));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
