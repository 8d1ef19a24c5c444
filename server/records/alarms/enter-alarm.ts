import { enter } from '../ledger/entry/enter.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { raiseAlarm, type AlarmReason } from './alarm-table.ts';
import type { Alarm } from './answers.ts';

/**
 * Raises an alarm and enters it in the ledger, in one transaction. A repetition within the hour only raises the count, without an entry, so
 * that an attacker cannot inflate the ledger.
 */
export async function raiseAndEnter(
  transaction: Transaction,
  reason: AlarmReason,
  at: number,
  times = 1,
): Promise<Alarm> {
  const alarm = await raiseAlarm(transaction, reason, at, times);
  if (alarm.count === times) await enterAlarm(transaction, alarm, at);
  return alarm;
}

export async function enterAlarm(transaction: Transaction, alarm: Alarm, at: number): Promise<void> {
  const { id, kind, kioskId, fromSequence, toSequence, filledAt, about } = alarm;
  const said = { alarmId: id, kind, kioskId, fromSequence, toSequence, filled: filledAt !== null };
  await enter(transaction, `alarm/${id}`, {
    type: 'alarm',
    version: 2,
    ...said,
    ...(about !== undefined && { about }),
    at,
  });
}
