/**
 * Pure: counts that may be published. A small count can point to a person, so that it is withheld; and because a reader can subtract, so
 * is another of its row, or the total, until what was withheld cannot be worked out.
 */
import { OUTCOMES, type Outcome } from '../../contract/vocabulary.ts';
import type { PublishedCount, PublishedRow } from '../answers/record.ts';

/** Counts from 1 to below this are withheld. */
export const SMALLEST_PUBLISHED = 10;

export type Counts = { readonly [O in Outcome]: number };

export function publishedRow(site: string, counts: Counts): PublishedRow {
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  if (isSmall(total)) return { site, counts: mapCounts(() => null), total: null };
  const withheld = new Set(OUTCOMES.filter((outcome) => isSmall(counts[outcome])));
  // What is left of the total is what was withheld together: one alone would be known, and two that add up to little nearly so
  const rest = [...OUTCOMES]
    .filter((outcome) => !withheld.has(outcome) && counts[outcome] > 0)
    .sort((a, b) => counts[a] - counts[b]);
  while (withheld.size > 0 && !isHidden(withheld, counts)) {
    const next = rest.shift();
    if (next === undefined) return { site, counts: publishedOf(counts, withheld), total: null };
    withheld.add(next);
  }
  return { site, counts: publishedOf(counts, withheld), total };
}

/** At least two, and together no longer small. */
function isHidden(withheld: ReadonlySet<Outcome>, counts: Counts): boolean {
  const sum = [...withheld].reduce((all, outcome) => all + counts[outcome], 0);
  return withheld.size >= 2 && !isSmall(sum);
}

function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_PUBLISHED;
}

function publishedOf(counts: Counts, withheld: ReadonlySet<Outcome>): PublishedRow['counts'] {
  return mapCounts((outcome) => (withheld.has(outcome) ? null : counts[outcome]));
}

function mapCounts(of: (outcome: Outcome) => PublishedCount): PublishedRow['counts'] {
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, of(outcome)])) as PublishedRow['counts'];
}
