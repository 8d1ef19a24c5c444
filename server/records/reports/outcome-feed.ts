import type { Connection } from '../../platform/database/connection.ts';
import type { Reach } from '../../platform/access/principal.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';
import type { Report } from '../../contract/report.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { bytesColumn, integerColumn, textColumn } from '../../platform/database/column.ts';

/** A row of the consoles' feed. */
export interface FeedRow {
  readonly feedPosition: number;
  readonly site: string;
  readonly lane: string;
  readonly receivedAt: number;
  readonly payload: Uint8Array;
}

type Row = Record<'feed_position' | 'site' | 'lane' | 'received_at' | 'payload', unknown>;

/**
 * Reports of the lanes within a reach after a feed position, at most `limit`. Messages about a referred traveller are held back until the
 * decision: next to the queue they would show which referral is an attention test.
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

/** Messages about the travellers decided since then, the last decided; at most `limit`, by position. */
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

/** All messages about one traveller, by position. */
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

/** Whether a traveller was referred and not decided yet. */
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
    .whereNot('reports.kind', 'readiness' satisfies Report['kind'])
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
