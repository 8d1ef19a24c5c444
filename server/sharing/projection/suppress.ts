/**
 * Suppression of small cells in a table with a published total. Cells below the threshold are left out, zeros too, because an empty cell is
 * an answer about everyone in it. The total would give back a single suppressed cell, so further cells are left out until each small cell
 * could still have every value below the threshold, for a reader who subtracts and who knows this rule (Hundepool et al., "Statistical
 * Disclosure Control", 2012, §4.2). If no further cell is left the total is suppressed too. Pure.
 *
 * The suppressed cells are always the smallest ones of the table, at least one more than the small ones. Whether they suffice depends only on
 * what the reader has: their number, their sum and the smallest shown cell. A rule that also looked at the small cells themselves would
 * stop at another place for other values of them, and the reader could exclude these values.
 */

export interface Suppressed {
  /** `null`: suppressed. In the order of the counts. */
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
}

/** @param counts non-negative integers @param threshold the smallest count that may be shown */
export function suppress(counts: readonly number[], threshold: number): Suppressed {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const small = counts.filter((count) => count < threshold).length;
  if (small === 0) return { counts, total };
  const bySize = counts
    .map((count, index) => ({ count, index }))
    .sort((one, other) => one.count - other.count || one.index - other.index);
  for (let hidden = Math.min(small + 1, counts.length); hidden <= counts.length; hidden += 1) {
    const sum = bySize.slice(0, hidden).reduce((all, { count }) => all + count, 0);
    if (!isHidden({ hidden, sum, threshold, next: bySize[hidden]?.count })) continue;
    const left = new Set(bySize.slice(0, hidden).map(({ index }) => index));
    return { counts: counts.map((count, index) => (left.has(index) ? null : count)), total };
  }
  return { counts: counts.map(() => null), total: null };
}

/**
 * Whether any suppressed cell may have any value from 0 to the threshold less 1. It may if one other suppressed cell can be at least the
 * threshold and smaller than the next shown cell, with all the rest below the threshold: tables of this form suppress the same cells.
 */
function isHidden({
  hidden,
  sum,
  threshold,
  next = Number.POSITIVE_INFINITY,
}: {
  readonly hidden: number;
  readonly sum: number;
  readonly threshold: number;
  readonly next: number | undefined;
}): boolean {
  const largest = next - 1;
  return largest >= threshold && sum >= 2 * threshold - 1 && sum <= largest + (hidden - 2) * (threshold - 1);
}
