import type { RoomContext } from '../../records/context/room-context.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { takeOverdueOpenings, type ManualOpeningKind } from '../../lanes/orders/manual-openings.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import { poll } from '../../platform/base/poll.ts';

const LOOK_EVERY_MS = 15_000;

const UNCONFIRMED: { readonly [Kind in ManualOpeningKind]: AlarmKind } = {
  'open-in-emergency': 'emergency-unconfirmed',
  'open-for-cause': 'opening-unconfirmed',
};

/**
 * Raises an alarm for each manual opening whose review is overdue: at once, because the server may have been off, and every 15 s. Mark,
 * alarm and entry are one transaction, so each alarm is raised once across servers and crashes.
 */
export function watchEmergencies(context: RoomContext): () => Promise<void> {
  const { queue, clock, alarms, ledger, events } = context;
  const look = async (): Promise<void> => {
    const raised = await queue.run(async (transaction) => {
      const at = Math.round(clock.wallMs());
      const raised: Alarm[] = [];
      for (const { kind, kioskId } of await takeOverdueOpenings(transaction, at)) {
        const reason = { kind: UNCONFIRMED[kind], kioskId, fromSequence: null, toSequence: null };
        raised.push(await raiseAndEnter(transaction, reason, at));
      }
      return raised;
    });
    for (const alarm of raised) alarms.announce(alarm);
    if (raised.length > 0) await ledger.settle();
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'emergencies', error }));
}
