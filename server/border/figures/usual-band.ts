/**
 * The usual range of a figure, from the same time of earlier days. Counts: median ± 3 robust standard deviations, at least as wide as for a
 * Poisson count. Shares: a Laney p′ chart, which widens the binomial limits of a p chart by the spread between days (D. B. Laney, Improved
 * control charts for attributes, Quality Engineering 14, 2002). Pure.
 */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** With fewer earlier values there is no usual range. */
export const MIN_VALUES = 7;
const DEVIATIONS = 3;
/** Factor from median absolute deviation to standard deviation for normal values. */
const MAD_TO_SD = 1.4826;

/** @returns `null` with fewer than `MIN_VALUES` earlier values */
export function usualCounts(earlier: readonly number[]): Band | null {
  if (earlier.length < MIN_VALUES) return null;
  const centre = median(earlier);
  const spread = MAD_TO_SD * median(earlier.map((value) => Math.abs(value - centre)));
  const deviation = Math.max(spread, Math.sqrt(Math.max(centre, 1)));
  return { low: Math.max(0, centre - DEVIATIONS * deviation), high: centre + DEVIATIONS * deviation };
}

export interface Share {
  readonly part: number;
  readonly of: number;
}

/**
 * @param earlier shares at the same time of earlier days; those without cases are ignored
 * @param of number of cases of the share to judge
 * @returns `null` with fewer than `MIN_VALUES` earlier shares, or without cases
 */
export function usualShare(earlier: readonly Share[], of: number): Band | null {
  const counted = earlier.filter((share) => share.of > 0);
  if (counted.length < MIN_VALUES || of === 0) return null;
  const centre = sum(counted.map(({ part }) => part)) / sum(counted.map((share) => share.of));
  const binomial = (size: number) => Math.sqrt(Math.max(centre * (1 - centre), 1 / (4 * size)) / size);
  const scores = counted.map((share) => (share.part / share.of - centre) / binomial(share.of));
  const widening = Math.max(1, Math.sqrt(sum(scores.map((score) => score ** 2)) / (scores.length - 1)));
  const deviation = DEVIATIONS * binomial(of) * widening;
  return { low: Math.max(0, centre - deviation), high: Math.min(1, centre + deviation) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
