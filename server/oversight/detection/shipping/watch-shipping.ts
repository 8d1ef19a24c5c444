/** Raises `shipping-behind` when findings wait for minutes to be accepted, and ends it when all are. */
import { markFilled, openAlarmsOf } from '../../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../../records/alarms/answers.ts';
import { enterAlarm, raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import { FAILING_AFTER_MS } from '../../alerts/vocabulary.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { loadShipping } from './state-table.ts';

const LOOK_EVERY_MS = 15_000;
const KIND = 'shipping-behind';

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms'>;

/** @param isSet whether the configuration names a receiver; without one the alarm ends */
export async function judgeShipping({ knex, queue, ledger, clock, alarms }: Parts, isSet: boolean): Promise<void> {
  const at = Math.round(clock.wallMs());
  const state = isSet ? await loadShipping(knex) : undefined;
  const isBehind = state !== undefined && at - state.currentAt > FAILING_AFTER_MS;
  if (isBehind === (await openAlarmsOf(knex, [KIND])).length > 0) return;
  const changed = await queue.run(async (transaction) => {
    const open = await openAlarmsOf(transaction, [KIND]);
    if (isBehind === open.length > 0) return [];
    const reason = { kind: KIND, kioskId: null, fromSequence: null, toSequence: null, about: 'shipping/siem' } as const;
    if (isBehind) return [await raiseAndEnter(transaction, reason, at)];
    const over: Alarm[] = [];
    for (const alarm of open) {
      const filled = await markFilled(transaction, alarm, at);
      await enterAlarm(transaction, filled, at);
      over.push(filled);
    }
    return over;
  });
  for (const alarm of changed) alarms.announce(alarm);
  await ledger.settle();
}

/** Looks now and every 15 seconds. @returns a function that stops */
export function watchShipping(parts: Parts & Pick<RoomContext, 'events'>, isSet: boolean): () => Promise<void> {
  return poll(
    parts.clock,
    LOOK_EVERY_MS,
    () => judgeShipping(parts, isSet),
    (error) => parts.events.emit({ event: 'fault', where: 'detection', error }),
  );
}
