/**
 * Suppression of small cells in a table with a published total. Cells below the threshold are left out, zeros too, because an empty cell is
 * an answer about everyone in it. The total would give back a single suppressed cell, so further cells are left out until each small cell
 * could still have every value below the threshold, for a reader who subtracts and who knows this rule (Hundepool et al., "Statistical
 * Disclosure Control", 2012, §4.2). If no further cell is left the total is suppressed too. Pure.
 */

export interface Suppressed {
  /** `null`: suppressed. In the order of the counts. */
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
}

/** @param counts non-negative integers @param threshold the smallest count that may be shown */
export function suppress(counts: readonly number[], threshold: number): Suppressed {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const isShown = counts.map((count) => count >= threshold);
  const small = isShown.filter((shown) => !shown).length;
  if (small === 0) return { counts, total };
  const bySize = counts
    .map((count, index) => ({ count, index }))
    .filter(({ index }) => isShown[index])
    .sort((one, other) => one.count - other.count || one.index - other.index);
  let hidden = counts.reduce((sum, count, index) => (isShown[index] ? sum : sum + count), 0);
  let further = 0;
  while (!isHidden({ small, further, hidden, threshold, next: bySize[further]?.count })) {
    const next = bySize[further];
    if (next === undefined) return { counts: counts.map(() => null), total: null };
    isShown[next.index] = false;
    hidden += next.count;
    further += 1;
  }
  return { counts: counts.map((count, index) => (isShown[index] ? count : null)), total };
}

/**
 * Whether each small cell may have any value from 0 to the threshold less 1, when the sum of all suppressed cells is known. The others are at
 * least the threshold and at most the next shown cell, which would have been suppressed before them.
 */
function isHidden({
  small,
  further,
  hidden,
  threshold,
  next = Number.POSITIVE_INFINITY,
}: {
  readonly small: number;
  readonly further: number;
  readonly hidden: number;
  readonly threshold: number;
  readonly next: number | undefined;
}): boolean {
  const highest = hidden - further * threshold;
  // Infinity times zero is no number
  const most = (small - 1) * (threshold - 1) + (further === 0 ? 0 : further * next);
  return highest >= threshold - 1 && hidden <= most;
}
