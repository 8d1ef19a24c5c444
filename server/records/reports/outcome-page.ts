import type { Reach } from '../../platform/access/principal.ts';
import { readPayload } from '../../contract/payload.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';
import { REPORT_FORM } from '../../contract/envelope.ts';
import { isOfPrivacyOffice } from '../../contract/order-vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { reportsAfter, reportsDecidedSince, reportsOf, type FeedRow } from './outcome-feed.ts';
import { feedPosition } from './reports.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import type { OutcomePage } from './answers.ts';
import { type OutcomeView, shownReport } from './answers.ts';

/** The outcomes within a reach after a feed position, read from the signed bytes and not from columns. */
export async function readOutcomePage(
  knex: Connection,
  { after, limit }: { readonly after: number; readonly limit: number },
  reach: Reach,
): Promise<OutcomePage> {
  // Read the position first: a report that arrives in between makes the page longer, and the position is never too high.
  const position = await feedPosition(knex);
  const rows = await reportsAfter(knex, after, limit, reach);
  const last = rows.at(-1)?.feedPosition ?? after;
  const through = rows.length < limit ? Math.max(position, last) : last;
  return { outcomes: rows.map(outcomeOf).filter(isTold), through, feedPosition: position };
}

/** More than a console shows at once. */
const DECIDED_LIMIT = 300;

/** Messages about the travellers decided since then, for a console that was disconnected. */
export async function readDecided(knex: Connection, since: number, reach: Reach): Promise<OutcomeView[]> {
  return (await reportsDecidedSince(knex, since, DECIDED_LIMIT, reach)).map(outcomeOf);
}

/** All messages of lanes about one traveller. */
export async function readTraveller(
  knex: Connection,
  kioskId: KioskId,
  transactionId: TransactionId,
): Promise<OutcomeView[]> {
  return (await reportsOf(knex, kioskId, transactionId)).map(outcomeOf);
}

/** Omits orders of the privacy office: for a waiting traveller they would show that there is one. */
function isTold({ report }: OutcomeView): boolean {
  return report.kind !== 'order' || !isOfPrivacyOffice(report.command);
}

function outcomeOf(row: FeedRow): OutcomeView {
  const read = readPayload(REPORT_FORM, row.payload);
  if (read.kind === 'refused' || read.message.kind === 'readiness')
    throw new StoreError('damaged', 'a stored report is invalid');
  const { feedPosition: position, site, lane, receivedAt } = row;
  return { feedPosition: position, site, lane, receivedAt, report: shownReport(read.message) };
}
