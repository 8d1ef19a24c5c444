import { integerColumn } from '../../platform/database/column.ts';
import type { Transaction } from '../../platform/database/connection.ts';

export interface QueryCounts {
  readonly thisHour: number;
  /** In this hour and the 23 before it. */
  readonly thisDay: number;
}

/** The lane's evaluated elements of one list. Locks the row of the hour until the end of the transaction, so that two servers do not count past each other. */
export async function lockCounts(
  transaction: Transaction,
  { kioskId, list }: { readonly kioskId: string; readonly list: string },
  hour: number,
): Promise<QueryCounts> {
  await transaction('blind_query_counts')
    .insert({ kiosk_id: kioskId, list, hour, made: 0 })
    .onConflict(['kiosk_id', 'list', 'hour'])
    .merge({ made: transaction.raw('?? + 0', ['blind_query_counts.made']) });
  const rows: readonly Record<'hour' | 'made', unknown>[] = await transaction('blind_query_counts')
    .where({ kiosk_id: kioskId, list })
    .where('hour', '>', hour - 24)
    .select('hour', 'made');
  const counts = rows.map((row) => ({ hour: integerColumn(row.hour), made: integerColumn(row.made) }));
  return {
    thisHour: counts.find((one) => one.hour === hour)?.made ?? 0,
    thisDay: counts.reduce((sum, { made }) => sum + made, 0),
  };
}

export async function addToCounts(
  transaction: Transaction,
  { kioskId, list }: { readonly kioskId: string; readonly list: string },
  hour: number,
  elements: number,
): Promise<void> {
  await transaction('blind_query_counts').where({ kiosk_id: kioskId, list, hour }).increment('made', elements);
}

/** Erases the counts before an hour. */
export async function eraseCountsBefore(transaction: Transaction, hour: number): Promise<void> {
  await transaction('blind_query_counts').where('hour', '<', hour).delete();
}
