import { ERASURE_CAUSES, RETENTION_CLASSES } from '../../contract/retention.ts';
import type { CurvePoint, ErasureView } from '../answers/privacy.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';

/** Latest first, before a feed position when one is given. */
export async function listErasures(
  database: Connection,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<ErasureView[]> {
  const rows: readonly Record<string, unknown>[] = await database('erasures')
    .join('kiosks', 'kiosks.id', 'erasures.kiosk_id')
    .where((where) => {
      if (before !== undefined) void where.where('erasures.feed_position', '<', before);
    })
    .orderBy('erasures.feed_position', 'desc')
    .limit(limit)
    .select('erasures.*', 'kiosks.site', 'kiosks.lane');
  return rows.map((row) => ({
    kioskId: textColumn(row['kiosk_id']),
    site: textColumn(row['site']),
    lane: textColumn(row['lane']),
    feedPosition: integerColumn(row['feed_position']),
    erasureId: textColumn(row['erasure_id']),
    retentionClass: wordColumn(RETENTION_CLASSES, row['retention_class']),
    cause: wordColumn(ERASURE_CAUSES, row['cause']),
    erased: integerColumn(row['erased']),
    keys: integerColumn(row['keys']),
    from: integerColumn(row['from_at']),
    to: integerColumn(row['to_at']),
    retentionDigest: textColumn(row['retention_digest']),
  }));
}

/** Number of erasures by UTC day since `from`, wall ms; without days that have none. */
export async function erasedByDay(database: Connection, from: number): Promise<CurvePoint[]> {
  const rows: readonly Record<'day' | 'erased', unknown>[] = await database('erasure_days')
    .where('day', '>=', from)
    .groupBy('day')
    .orderBy('day')
    .select('day')
    .sum({ erased: 'erased' });
  return rows.map((row) => ({ at: integerColumn(row.day), count: integerColumn(row.erased) }));
}
