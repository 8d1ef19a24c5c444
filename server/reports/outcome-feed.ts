import type { Connection } from '../database/connection.ts';
import type { Reach } from '../access/principal.ts';
import type { KioskId, TransactionId } from '../contract/field.ts';
import { narrowTo } from '../access/scope-filter.ts';
import { bytesColumn, integerColumn, textColumn } from '../database/column.ts';

/** A report as the consoles' feed reads it. */
export interface FeedRow {
  readonly feedPosition: number;
  readonly site: string;
  readonly lane: string;
  readonly receivedAt: number;
  readonly payload: Uint8Array;
}

type Row = Record<'feed_position' | 'site' | 'lane' | 'received_at' | 'payload', unknown>;

/**
 * Reports of the lanes within a reach, after a position in the feed's order, at most `limit`. What is said of a traveller who was referred is held
 * back until somebody has decided: beside the queue it would tell which referral is a test of attention.
 */
export async function reportsAfter(
  database: Connection,
  after: number,
  limit: number,
  reach: Reach,
): Promise<FeedRow[]> {
  const rows: readonly Row[] = await narrowTo(feedQuery(database), reach)
    .where((where) => void where.whereNull('referrals.state').orWhere('referrals.state', 'decided'))
    .where('reports.feed_position', '>', after)
    .orderBy('reports.feed_position', 'asc')
    .limit(limit);
  return rows.map(feedRowOf);
}

/** What is said of travellers on whom was decided since, of those decided last; at most `limit`, by position. */
export async function reportsDecidedSince(
  database: Connection,
  since: number,
  limit: number,
  reach: Reach,
): Promise<FeedRow[]> {
  const rows: readonly Row[] = await narrowTo(feedQuery(database), reach)
    .where('referrals.decided_at', '>=', since)
    .orderBy([{ column: 'referrals.decided_at', order: 'desc' }, 'reports.feed_position'])
    .limit(limit);
  return rows.map(feedRowOf).sort((one, other) => one.feedPosition - other.feedPosition);
}

/** What is said of one traveller, by position. */
export async function reportsOf(
  database: Connection,
  kioskId: KioskId,
  transactionId: TransactionId,
): Promise<FeedRow[]> {
  const rows: readonly Row[] = await feedQuery(database)
    .where({ 'reports.kiosk_id': kioskId, 'reports.transaction_id': transactionId })
    .orderBy('reports.feed_position');
  return rows.map(feedRowOf);
}

/** Whether a traveller was referred and nobody has decided. */
export async function isUndecided(
  database: Connection,
  kioskId: KioskId,
  transactionId: TransactionId,
): Promise<boolean> {
  const row: object | undefined = await database('referrals')
    .where({ kiosk_id: kioskId, transaction_id: transactionId })
    .whereNot({ state: 'decided' })
    .first('id');
  return row !== undefined;
}

function feedQuery(database: Connection) {
  return database('reports')
    .join('kiosks', 'kiosks.id', 'reports.kiosk_id')
    .leftJoin('referrals', (join) =>
      join.on('referrals.kiosk_id', 'reports.kiosk_id').andOn('referrals.transaction_id', 'reports.transaction_id'),
    )
    .select('reports.feed_position', 'kiosks.site', 'kiosks.lane', 'reports.received_at', 'reports.payload');
}

function feedRowOf(row: Row): FeedRow {
  return {
    feedPosition: integerColumn(row.feed_position),
    site: textColumn(row.site),
    lane: textColumn(row.lane),
    receivedAt: integerColumn(row.received_at),
    payload: bytesColumn(row.payload),
  };
}
