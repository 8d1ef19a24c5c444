/** The alarm that a list of a partner changes more than agreed, or leaves the lanes. */
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { Transaction } from '../../platform/database/connection.ts';

/** `withdrawn`: by its owner. `agreement-ended`: no agreement takes the list any more. */
export type ListAlarmReason = 'too-many-changes' | 'withdrawn' | 'agreement-ended';

export function raiseListChanged(
  transaction: Transaction,
  why: ListAlarmReason,
  list: string,
  at: number,
): Promise<Alarm> {
  const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
  return raiseAndEnter(transaction, { kind: 'sharing-list-changed', ...noKiosk, about: `list/${why}/${list}/1` }, at);
}
