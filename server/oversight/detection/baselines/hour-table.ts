/** The table of counts by hour. */
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import type { Entity } from '../rules/entity.ts';
import type { HourCount } from './hour-counts.ts';

/** A day more than is shown. */
export const HOURS_KEPT = 8 * 24;

const TABLE = 'detection_hours';
/** PostgreSQL takes at most 65,535 values in a statement. */
const AT_ONCE = 500;

/** Adds counts to those that are stored. */
export async function addHours(transaction: Transaction, counts: readonly HourCount[]): Promise<void> {
  for (let from = 0; from < counts.length; from += AT_ONCE) {
    await transaction(TABLE)
      .insert(
        counts.slice(from, from + AT_ONCE).map(({ counted, entity, hour, count }) => ({
          counted,
          entity_kind: entity.kind,
          entity_id: entity.id,
          hour,
          count,
        })),
      )
      .onConflict(['entity_kind', 'entity_id', 'counted', 'hour'])
      .merge({ count: transaction.raw('?? + excluded.count', [`${TABLE}.count`]) });
  }
}

/** The counts of a subject since an hour, by name of the count and hour. */
export async function hoursOf(
  database: Connection,
  { kind, id }: Entity,
  from: number,
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const rows: readonly Record<'counted' | 'hour' | 'count', unknown>[] = await database(TABLE)
    .where({ entity_kind: kind, entity_id: id })
    .where('hour', '>=', from)
    .select('counted', 'hour', 'count');
  const found = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const name = textColumn(row.counted);
    const hours = found.get(name) ?? new Map<number, number>();
    hours.set(integerColumn(row.hour), integerColumn(row.count));
    found.set(name, hours);
  }
  return found;
}

export async function deleteHoursBefore(transaction: Transaction, hour: number): Promise<void> {
  await transaction(TABLE).where('hour', '<', hour).delete();
}
