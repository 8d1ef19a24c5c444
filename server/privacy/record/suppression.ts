/**
 * Selects which counts may be published. A small count can identify a person, so it is withheld. Because a reader can subtract, other
 * counts of the row or the total are withheld too, until the small count cannot be derived. Pure.
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
  // The total minus the published counts reveals the sum of the withheld ones, so that sum must cover several and not be small
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

/** At least two counts are withheld, and their sum is not small. */
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
