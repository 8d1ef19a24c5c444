import type { RoomContext } from '../../records/context/room-context.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { poll } from '../../platform/base/poll.ts';
import { takeOverdueLooks } from './second-look-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';

const LOOK_EVERY_MS = 60_000;

/**
 * Raises an alarm for each overdue second look: at once, because the server may have been off, and every minute. Mark, alarm and entry are
 * one transaction, so each alarm is raised once across servers and crashes.
 */
export function watchSecondLooks(context: RoomContext): () => Promise<void> {
  const { queue, clock, alarms, ledger, events } = context;
  const look = async (): Promise<void> => {
    const raised = await queue.run(async (transaction) => {
      const at = Math.round(clock.wallMs());
      const raised: Alarm[] = [];
      for (const kioskId of await takeOverdueLooks(transaction, at)) {
        const reason = { kind: 'second-look-overdue', kioskId, fromSequence: null, toSequence: null } as const;
        raised.push(await raiseAndEnter(transaction, reason, at));
      }
      return raised;
    });
    for (const alarm of raised) alarms.announce(alarm);
    if (raised.length > 0) await ledger.settle();
  };
  return poll(clock, LOOK_EVERY_MS, look, (error) => events.emit({ event: 'fault', where: 'second-looks', error }));
}
