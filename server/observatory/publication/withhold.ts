/** Which counts of one figure are withheld. A small count can identify a person, and a reader can subtract the others from the total. Pure. */
import { SMALLEST_COUNT } from './error-rate-report.ts';

const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_COUNT;

/**
 * @param counts a count for each cell; the total of all of them is published
 * @param left cells that are left out of the report
 * @returns the indexes of the withheld counts: at least two that are together not small, unless all are withheld
 */
export function withheldCounts(counts: readonly number[], left: ReadonlySet<number> = new Set()): ReadonlySet<number> {
  const withheld = new Set([...counts.keys()].filter((at) => left.has(at) || isSmall(counts[at] ?? 0)));
  const total = () => [...withheld].reduce((sum, at) => sum + (counts[at] ?? 0), 0);
  if (total() === 0) return withheld;
  const rest = [...counts.keys()].filter((at) => !withheld.has(at) && (counts[at] ?? 0) > 0);
  rest.sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  while ([...withheld].filter((at) => (counts[at] ?? 0) > 0).length < 2 || isSmall(total())) {
    const next = rest.shift();
    if (next === undefined) return withheld;
    withheld.add(next);
  }
  return withheld;
}
