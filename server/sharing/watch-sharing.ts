/** The work of this room that no request triggers: commits to seeds, delivers, raises overdue receipts and audits, asks for deletion, erases what has expired. */
import type { Alarm } from '../records/alarms/answers.ts';
import { raiseAndEnter } from '../records/alarms/enter-alarm.ts';
import { poll } from '../platform/base/poll.ts';
import type { RoomContext } from '../records/context/room-context.ts';
import type { Connection } from '../platform/database/connection.ts';
import { raiseOverdueAudits } from './audits/read-audits.ts';
import { commitDue, type Deliverer, deliverDue } from './deliveries/deliver.ts';
import { requestDueDeletions } from './deliveries/request-deletion.ts';
import { eraseUnawaited } from './pseudonyms/erase-pseudonyms.ts';
import { eraseCalls, hasCallsBefore } from './partners/tables/call-table.ts';
import { deletionsToAsk, markDeletionOverdue, type StoredDeletion } from './deliveries/tables/deletion-table.ts';
import { markOverdue, newlyOverdue } from './deliveries/tables/delivery-table.ts';

const LOOK_EVERY_MS = 60_000;
/** Three years. */
const CALLS_KEPT_MS = 1_096 * 86_400_000;

/** One run of the program. */
export async function lookAtDeliveries(deliverer: Deliverer): Promise<void> {
  await commitDue(deliverer);
  await deliverDue(deliverer);
  await eraseUnawaited(deliverer.context);
  await requestDueDeletions(deliverer.context);
  await raiseOverdue(deliverer);
  await raiseOverdueAudits(deliverer.context);
  await eraseOldCalls(deliverer);
}

/** Looks now and every minute, so that an agreement signed late on a day has its commitment before the next. @returns a function that stops */
export function watchSharing(deliverer: Deliverer, { events }: Pick<RoomContext, 'events'>): () => Promise<void> {
  return poll(
    deliverer.context.clock,
    LOOK_EVERY_MS,
    () => lookAtDeliveries(deliverer),
    (error) => events.emit({ event: 'fault', where: 'sharing', error }),
  );
}

/** Mark and alarm are one transaction, so that each missing answer raises one alarm. */
async function raiseOverdue({ context }: Deliverer): Promise<void> {
  const { knex, queue, clock, alarms, ledger } = context;
  const at = Math.round(clock.wallMs());
  if ((await newlyOverdue(knex, at)).length + (await neverAsked(knex, at)).length === 0) return;
  const raised = await queue.run(async (transaction) => {
    const made: Alarm[] = [];
    const raise = async (about: string) => {
      const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
      made.push(await raiseAndEnter(transaction, { kind: 'sharing-receipt-overdue', ...noKiosk, about }, at));
    };
    for (const delivery of await newlyOverdue(transaction, at)) {
      await markOverdue(transaction, delivery, at);
      await raise(`${delivery.kind}/${delivery.dataset}`);
    }
    for (const { delivery, dataset } of await neverAsked(transaction, at)) {
      await markDeletionOverdue(transaction, delivery, at);
      await raise(`deletion/${dataset}`);
    }
    return made;
  });
  for (const alarm of raised) alarms.announce(alarm);
  await ledger.settle();
}

/** Decided deletions that the partner could not be asked for, because it has no record in use, without an alarm yet. */
async function neverAsked(database: Connection, nowMs: number): Promise<StoredDeletion[]> {
  return (await deletionsToAsk(database)).filter(({ askUntil, overdueAt }) => askUntil <= nowMs && overdueAt === null);
}

async function eraseOldCalls({ context: { knex, queue, clock, ledger } }: Deliverer): Promise<void> {
  const before = Math.round(clock.wallMs()) - CALLS_KEPT_MS;
  if (!(await hasCallsBefore(knex, before))) return;
  await queue.run((transaction) => eraseCalls(transaction, before));
  await ledger.settle();
}
