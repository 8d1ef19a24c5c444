import { countTail } from '../statistics/distributions.ts';

/** One of 1,000 hours has more. */
const RARE = 0.001;
/** A range above this is cut off. */
const MAX = 1_000_000;

export interface Range {
  readonly median: number;
  readonly upper: number;
}

/** The count that half of the hours, and that all but one of 1,000 hours, do not exceed. Negative binomial. Pure. */
export function rangeOf(mean: number, dispersion: number): Range {
  return { median: least(mean, dispersion, 0.5), upper: least(mean, dispersion, RARE) };
}

/** The least count that is exceeded with at most this probability: the tail falls with the count, so it is found by halving. */
function least(mean: number, dispersion: number, exceeded: number): number {
  const isWithin = (count: number): boolean => tailAbove(count, mean, dispersion) <= exceeded;
  let high = 1;
  while (high < MAX && !isWithin(high)) high *= 2;
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isWithin(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** P(X > count). Below the mean `countTail` does not distinguish tails, so the terms from zero are added there. */
function tailAbove(count: number, mean: number, dispersion: number): number {
  if (count + 1 >= mean) return countTail(count + 1, mean, dispersion);
  const r = dispersion < 1e-6 ? Infinity : 1 / dispersion;
  const p = r === Infinity ? 0 : mean / (r + mean);
  let term = r === Infinity ? Math.exp(-mean) : Math.exp(r * Math.log1p(-p));
  let sum = term;
  for (let at = 1; at <= count; at += 1) {
    term *= r === Infinity ? mean / at : ((r + at - 1) / at) * p;
    sum += term;
  }
  return Math.max(0, 1 - sum);
}
