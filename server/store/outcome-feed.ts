import type { Connection } from './connection.ts';
import type { Reach } from '../access/principal.ts';
import { narrowTo } from './reach.ts';
import { bytesColumn, integerColumn, textColumn } from './column.ts';

/** A report as the consoles' feed reads it. */
export interface FeedRow {
  readonly feedPosition: number;
  readonly site: string;
  readonly lane: string;
  readonly receivedAt: number;
  readonly payload: Uint8Array;
}

type Row = Record<'feed_position' | 'site' | 'lane' | 'received_at' | 'payload', unknown>;

/** Reports of the lanes within a reach, after a position in the feed's order, at most `limit`. */
export async function reportsAfter(
  database: Connection,
  after: number,
  limit: number,
  reach: Reach,
): Promise<FeedRow[]> {
  const rows: readonly Row[] = await narrowTo(feedQuery(database), reach)
    .where('reports.feed_position', '>', after)
    .orderBy('reports.feed_position', 'asc')
    .limit(limit);
  return rows.map(feedRowOf);
}

function feedQuery(database: Connection) {
  return database('reports')
    .join('kiosks', 'kiosks.id', 'reports.kiosk_id')
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
