/** Raises an alarm before and after each deadline to notify, and erases cases whose time has expired. */
import type { Alarm } from '../../../records/alarms/answers.ts';
import { raiseAndEnter } from '../../../records/alarms/enter-alarm.ts';
import type { AlarmKind } from '../../../platform/base/alarm-kinds.ts';
import { poll } from '../../../platform/base/poll.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Transaction } from '../../../platform/database/connection.ts';
import { insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { deleteBreach, listBreaches, outdatedBreaches } from './breach-table.ts';
import { caseDuties, isSettled, nearAt } from './case-duties.ts';
import { decisionsOf, noticesOf } from './notice-table.ts';
import { refreshAfterBreaches } from './refresh-after-breaches.ts';
import { CLOSED_BREACH_DAYS } from './vocabulary.ts';

const LOOK_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
const MAX_OPEN = 1_000;
const AT_ONCE = 20;

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms'>;

/** Mark and alarm are one transaction, so that each deadline raises each alarm once. */
export async function raiseDeadlines({ knex, queue, clock, alarms, ledger }: Parts): Promise<void> {
  // No transaction while nothing is open, which is the usual state
  const open = (await listBreaches(knex, MAX_OPEN)).filter(({ state }) => state === 'open');
  if (open.length === 0) return;
  const raised = await queue.run(async (transaction) => {
    const at = Math.round(clock.wallMs());
    const made: Alarm[] = [];
    for (const one of (await listBreaches(transaction, MAX_OPEN)).filter(({ state }) => state === 'open')) {
      const notices = await noticesOf(transaction, one.id);
      const duties = caseDuties(one, notices, await decisionsOf(transaction, one.id));
      for (const owed of duties.filter((duty) => !isSettled(duty) && duty.sentAt === null)) {
        const near = nearAt(owed);
        if (owed.dueAt === null || near === null || at < near) continue;
        const kind = at < owed.dueAt ? 'breach-deadline-near' : 'breach-deadline-passed';
        made.push(...(await raiseOnce(transaction, one.id, `${owed.law}/${owed.duty.addressee}`, kind, at)));
      }
    }
    return made;
  });
  for (const alarm of raised) alarms.announce(alarm);
  if (raised.length > 0) await ledger.settle();
}

async function raiseOnce(
  transaction: Transaction,
  caseId: string,
  about: string,
  kind: AlarmKind,
  at: number,
): Promise<Alarm[]> {
  const id = [caseId, about.replace('/', ':'), kind].join(':');
  if (!(await insertRowIfNew(transaction, 'breach_alarms', { id, case_id: caseId, raised_at: at }))) return [];
  return [await raiseAndEnter(transaction, { kind, kioskId: null, fromSequence: null, toSequence: null, about }, at)];
}

/** Resolves to the number of erased cases. */
export async function eraseBreaches({ knex, queue, ledger, clock }: Omit<Parts, 'alarms'>): Promise<number> {
  let erased = 0;
  for (;;) {
    const before = Math.round(clock.wallMs()) - CLOSED_BREACH_DAYS * DAY_MS;
    const ids = await outdatedBreaches(knex, before, AT_ONCE);
    if (ids.length === 0) return erased;
    await queue.run(async (transaction) => {
      for (const id of ids) await deleteBreach(transaction, id);
    });
    await ledger.settle();
    erased += ids.length;
  }
}

/** Looks now and every minute. @returns a function that stops */
export function watchBreaches(parts: Parts & Pick<RoomContext, 'events'>): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    async () => {
      await raiseDeadlines(parts);
      await refreshAfterBreaches(parts);
      await eraseBreaches(parts);
    },
    (error) => events.emit({ event: 'fault', where: 'compliance', error }),
  );
}
