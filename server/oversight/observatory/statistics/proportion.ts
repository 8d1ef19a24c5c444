/** A count of trials as a rate with its two-sided interval of 95 %. Pure. */
import { type Bounds, clopperPearson } from '../../../platform/base/clopper-pearson.ts';

/** The quantile of the standard normal distribution at 0.975. */
export const Z_95 = 1.959_963_984_540_054;

const ALPHA = 0.05;

/** With fewer counts on one side than this, the score interval covers too rarely, and the exact one is used. */
export const EXACT_BELOW = 10;

export const INTERVAL_METHODS = ['wilson', 'clopper-pearson'] as const;
export type IntervalMethod = (typeof INTERVAL_METHODS)[number];

export interface Proportion extends Bounds {
  readonly count: number;
  readonly of: number;
  /** Share, 0..1; `undefined` for 0 of 0. */
  readonly rate: number | undefined;
  readonly method: IntervalMethod;
}

/** Throws `RangeError` for counts that are no whole numbers with `0 <= count <= of`. 0 of 0 has the interval 0 to 1. */
export function proportionOf(count: number, of: number): Proportion {
  checkCount(count, of);
  const isExact = Math.min(count, of - count) < EXACT_BELOW;
  return {
    count,
    of,
    rate: of === 0 ? undefined : count / of,
    method: isExact ? 'clopper-pearson' : 'wilson',
    ...(isExact ? exactBounds(count, of) : wilson(count, of)),
  };
}

/** The score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927). @param of at least 1 */
export function wilson(count: number, of: number, z: number = Z_95): Bounds {
  checkCount(count, of);
  const share = count / of;
  const spread = z ** 2 / of;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  return {
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  };
}

/** The one-sided upper bound of 95 %: about 3 / n without a count (J. A. Hanley and A. Lippman-Hand, JAMA 249, 1983). 1 for 0 of 0. */
export function upperBoundOf(count: number, of: number): number {
  checkCount(count, of);
  return of === 0 ? 1 : clopperPearson(count, of, { low: ALPHA, high: ALPHA }).high;
}

function exactBounds(count: number, of: number): Bounds {
  return of === 0 ? { low: 0, high: 1 } : clopperPearson(count, of, { low: ALPHA / 2, high: ALPHA / 2 });
}

export function checkCount(count: number, of: number): void {
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(of) || count < 0 || count > of) {
    throw new RangeError('a proportion needs whole numbers with 0 <= count <= of');
  }
}
