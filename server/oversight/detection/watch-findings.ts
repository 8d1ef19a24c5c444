/** Raises an alarm for findings that no one has judged in time, so that they leave the server by the routes of alerts. */
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { takeOverdue } from './findings/finding-table.ts';

const LOOK_EVERY_MS = 60_000;
/** The console shows a finding at once. After this time the alarm calls a person who does not look at it. */
export const ALARM_AFTER_MS = 600_000;

type Parts = Pick<RoomContext, 'queue' | 'ledger' | 'clock' | 'alarms'>;

/** Mark and alarm are one transaction, so that each finding counts in one alarm. Findings of one hour share an alarm. */
export async function raiseOverdue({ queue, clock, alarms, ledger }: Parts): Promise<void> {
  const raised = await queue.run(async (transaction) => {
    const at = Math.round(clock.wallMs());
    const overdue = await takeOverdue(transaction, at - ALARM_AFTER_MS, at);
    const raised: Alarm[] = [];
    for (const { rule, entity } of overdue) {
      const reason = { kind: 'detection-finding', kioskId: null, fromSequence: null, toSequence: null } as const;
      raised.push(await raiseAndEnter(transaction, { ...reason, about: `${rule}/${entity.kind}` }, at));
    }
    return raised;
  });
  for (const alarm of raised) alarms.announce(alarm);
  if (raised.length > 0) await ledger.settle();
}

/** Looks now and every minute. @returns a function that stops */
export function watchFindings(parts: Parts & Pick<RoomContext, 'events'>): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => raiseOverdue(parts),
    (error) => events.emit({ event: 'fault', where: 'detection', error }),
  );
}
