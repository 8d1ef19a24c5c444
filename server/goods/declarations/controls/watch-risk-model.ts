/** Raises `risk-model-failed` while no risk model scores declarations, and ends it when the front has one. */
import { enterAlarm, raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import { markFilled, openAlarmsOf } from '../../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../../records/alarms/answers.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { UnscoredCause } from '../selection/vocabulary.ts';

const KIND = 'risk-model-failed';

const reasonOf = (cause: UnscoredCause) =>
  ({ kind: KIND, kioskId: null, fromSequence: null, toSequence: null, about: `risk-model/${cause}` }) as const;

/** Reports that a front has started. @param hasModel whether its model can be used */
export async function riskModelLoaded({ knex, queue, ledger, clock, alarms }: RoomContext, hasModel: boolean) {
  if (hasModel && (await openAlarmsOf(knex, [KIND])).length === 0) return;
  const at = Math.round(clock.wallMs());
  const changed = await queue.run(async (transaction) => {
    if (!hasModel) return [await raiseAndEnter(transaction, reasonOf('no-model'), at)];
    const over: Alarm[] = [];
    for (const open of await openAlarmsOf(transaction, [KIND])) {
      const alarm = await markFilled(transaction, open, at);
      await enterAlarm(transaction, alarm, at);
      over.push(alarm);
    }
    return over;
  });
  for (const alarm of changed) alarms.announce(alarm);
  await ledger.settle();
}

/** Reports that the model gave no score for a declaration with goods. Returns at once. */
export function riskModelFailed({ alarms }: RoomContext): void {
  alarms.raise(reasonOf('model-failed'));
}
