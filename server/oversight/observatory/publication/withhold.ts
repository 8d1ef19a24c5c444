/** Which counts of one figure are withheld. A small count can identify a person, and a reader can subtract the others from the total. Pure. */
import { SMALLEST_COUNT } from './error-rate-report.ts';

const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_COUNT;

/** `small`: the reader may know that the count is small. `any`: the report does not tell whether it is. */
export type Withholding = 'small' | 'any';

/**
 * Small counts are withheld, and with them the smallest other ones, until each small count could have every value from 1 to the largest small
 * one, for a reader who has the total and knows this rule. If all counts are withheld before that, none is marked as small: then the reader
 * cannot tell which one is.
 *
 * @param counts a count for each cell; the total of all of them is published, unless it is small
 * @param left cells that are left out of the report
 * @returns the withheld counts by their indexes
 */
export function withheldCounts(
  counts: readonly number[],
  left: ReadonlySet<number> = new Set(),
): ReadonlyMap<number, Withholding> {
  const at = [...counts.keys()];
  const small = at.filter((index) => isSmall(counts[index] ?? 0));
  const withheld = new Set([...left, ...small]);
  const marked = (kind: (index: number) => Withholding) =>
    new Map([...withheld].map((index) => [index, kind(index)] as const));
  // A small total is withheld itself, like the total of the fleet
  if (isSmall(counts.reduce((sum, count) => sum + count, 0))) return marked(() => 'small');
  const further = at
    .filter((index) => !withheld.has(index) && (counts[index] ?? 0) > 0)
    .sort((one, other) => (counts[one] ?? 0) - (counts[other] ?? 0) || one - other);
  if (small.length === 0) {
    // One count that is left out would follow from the total
    const first = further[0];
    if (first !== undefined && [...left].filter((index) => (counts[index] ?? 0) > 0).length === 1) withheld.add(first);
    return marked(() => 'any');
  }
  for (;;) {
    // At least one further count: a rule that sometimes takes none would tell the values for which it takes none
    const next = further.shift();
    if (next === undefined) return marked(() => 'any');
    withheld.add(next);
    const hidden = [...withheld].map((index) => counts[index] ?? 0);
    const sum = hidden.reduce((all, count) => all + count, 0);
    const large = hidden.filter((count) => count >= SMALLEST_COUNT).length;
    const largest = (further[0] === undefined ? Number.POSITIVE_INFINITY : (counts[further[0]] ?? 0)) - 1;
    if (isOpen({ small: small.length, large, sum, largest }))
      return marked((index) => (isSmall(counts[index] ?? 0) ? 'small' : 'any'));
  }
}

/**
 * Whether each small count may be 1 and may be the largest small one, and so each value between, when the sum is known. The large ones are at
 * least the smallest count that is not small, and smaller than the next shown one.
 */
function isOpen({
  small,
  large,
  sum,
  largest,
}: {
  readonly small: number;
  readonly large: number;
  readonly sum: number;
  readonly largest: number;
}): boolean {
  const top = SMALLEST_COUNT - 1;
  const most = 1 + (small - 1) * top + large * largest;
  const least = top + (small - 1) + large * SMALLEST_COUNT;
  return largest >= SMALLEST_COUNT && sum >= least && sum <= most;
}
