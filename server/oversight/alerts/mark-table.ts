/** Up to which alarm the routes were asked, and the raised alarms whose end a route still has to send. */
import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

const ALARMS = 'alarms';

/** Id of the last alarm that was looked at; `undefined` before the first look. */
export async function readMark(database: Connection): Promise<number | undefined> {
  const row: { position: unknown } | undefined = await database('alert_marks').where({ name: ALARMS }).first();
  return row === undefined ? undefined : integerColumn(row.position);
}

/** The mark of a new server: alarms from before alerts existed are not sent. */
export async function startMark(transaction: Transaction, position: number): Promise<void> {
  await insertRow(transaction, 'alert_marks', { name: ALARMS, position });
}

export async function putMark(transaction: Transaction, position: number): Promise<void> {
  await changeRows(transaction, 'alert_marks', { name: ALARMS }, { position });
}

export interface RaisedAlarm {
  readonly alarm: number;
  readonly route: number;
}

export async function insertRaised(
  transaction: Transaction,
  raised: readonly RaisedAlarm[],
  raisedAt: number,
): Promise<void> {
  if (raised.length === 0) return;
  await transaction('alert_raised')
    .insert(raised.map(({ alarm, route }) => ({ alarm, route, raised_at: raisedAt })))
    .onConflict(['alarm', 'route'])
    .ignore();
}

/** Alarms that have ended and whose end was not sent, by alarm and route. */
export async function endedAlarms(database: Connection, limit: number): Promise<RaisedAlarm[]> {
  const rows: readonly Record<'alarm' | 'route', unknown>[] = await database('alert_raised')
    .join('alarms', 'alarms.id', 'alert_raised.alarm')
    .whereNotNull('alarms.filled_at')
    .orderBy(['alert_raised.alarm', 'alert_raised.route'])
    .limit(limit)
    .select('alert_raised.alarm', 'alert_raised.route');
  return rows.map(({ alarm, route }) => ({ alarm: integerColumn(alarm), route: integerColumn(route) }));
}

export async function deleteRaised(transaction: Transaction, { alarm, route }: RaisedAlarm): Promise<void> {
  await transaction('alert_raised').where({ alarm, route }).delete();
}

export async function deleteRaisedBefore(transaction: Transaction, before: number): Promise<void> {
  await transaction('alert_raised').where('raised_at', '<', before).delete();
}
