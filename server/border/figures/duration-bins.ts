/**
 * Durations are counted in bins, so that quantiles can be computed from sums over hours and lanes. Each bin is a quarter wider than the
 * previous one, so a quantile has an error of at most 12 %.
 */
const FIRST_MS = 200;
const RATIO = 1.25;
/** The last bin starts at an hour and has no upper end. */
export const DURATION_BINS = 46;

/** @returns 0 below 200 ms, up to `DURATION_BINS - 1` */
export function binOf(durationMs: number): number {
  if (durationMs < FIRST_MS) return 0;
  return Math.min(DURATION_BINS - 1, 1 + Math.floor(Math.log(durationMs / FIRST_MS) / Math.log(RATIO)));
}

/** The duration at which a bin begins, ms. */
export function startOfBin(bin: number): number {
  return bin === 0 ? 0 : FIRST_MS * RATIO ** (bin - 1);
}

/**
 * @param counts how many durations each bin holds, by bin
 * @param share of the durations that are no longer, 0 to 1
 * @returns ms, rounded; `null` without any duration
 */
export function durationQuantile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const bin of [...counts.keys()].sort((one, other) => one - other)) {
    const count = counts.get(bin) ?? 0;
    if (count > 0 && below + count >= wanted) {
      const [from, to] = [startOfBin(bin), startOfBin(bin + 1)];
      return Math.round(from + (to - from) * ((wanted - below) / count));
    }
    below += count;
  }
  return null;
}
