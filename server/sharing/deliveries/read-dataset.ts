/**
 * The one way from records of travellers to the projection: a declared reader for each dataset, which hands on the agreed fields and no others.
 * No other file of this room imports a room with records.
 */
import type { Connection } from '../../platform/database/connection.ts';
import { type TravellerFacts, travellerFacts } from '../../records/reports/traveller-facts.ts';
import type { AgreedCounts } from '../agreement/agreement.ts';
import { type CountedDataset, FIELDS_OF, type SharedField } from '../agreement/vocabulary.ts';
import type { Period } from '../projection/periods.ts';
import { CellCounts, type SharedRow } from '../projection/project.ts';

const DAY_MS = 86_400_000;

const VALUE_OF: { readonly [F in SharedField]: (facts: TravellerFacts) => string | undefined } = {
  site: ({ site }) => site,
  'issuing-state': ({ issuingState }) => issuingState,
  'document-type': ({ documentType }) => documentType,
  outcome: ({ outcome }) => outcome,
  /** The first of several, so that one traveller is in one cell. */
  reason: ({ reasons }) => reasons[0],
};

/** Which travellers each dataset counts. */
const COUNTS: { readonly [D in CountedDataset]: (facts: TravellerFacts) => boolean } = {
  crossings: () => true,
  'referral-reasons': ({ outcome }) => outcome === 'referred',
};

/** The agreed fields of one traveller; `undefined`: the dataset does not count this one. */
export function sharedRow({ dataset, fields }: AgreedCounts, facts: TravellerFacts): SharedRow | undefined {
  if (!COUNTS[dataset](facts)) return undefined;
  const agreed = fields.map(({ field }) => field).filter((field) => FIELDS_OF[dataset].includes(field));
  return Object.fromEntries(
    agreed.flatMap((field) => {
      const value = VALUE_OF[field](facts);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** Counts the travellers of a period whose reports arrived within the agreed delay. A later count gives the same result. */
export async function countDataset(database: Connection, dataset: AgreedCounts, period: Period): Promise<CellCounts> {
  const counts = new CellCounts(dataset);
  const { from, to } = period;
  for await (const facts of travellerFacts(database, { from, to, arrivedBefore: to + dataset.delayDays * DAY_MS })) {
    const row = sharedRow(dataset, facts);
    if (row !== undefined) counts.add(row);
  }
  return counts;
}
