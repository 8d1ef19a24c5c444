/**
 * Erases who made a check when the time of the class `readiness-records` has expired: the approval, which is the only place beside the acts of people
 * where the technician stands. The record of the lane names no one and stays.
 */
import { limitOf, LONGEST_RETENTION_MS } from '../../contract/retention.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { poll } from '../../platform/base/poll.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listPolicies } from '../../privacy/tables/retention-policies.ts';
import { eraseApprovalsBefore } from './approval-table.ts';

export const LOOK_EVERY_MS = 3_600_000;
const AT_ONCE = 100;
const CLASS = 'readiness-records';

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'>;

/** Resolves to the number of erased approvals. */
export async function eraseOldApprovals({ knex, queue, ledger, clock }: Omit<Parts, 'events'>): Promise<number> {
  const beforeMs = Math.round(clock.wallMs()) - (await recordsLimitMs(knex));
  let erased = 0;
  for (;;) {
    const count = await queue.run((transaction) => eraseApprovalsBefore(transaction, beforeMs, AT_ONCE));
    if (count === 0) return erased;
    erased += count;
    await ledger.settle();
  }
}

/** A policy that two people signed before the class existed does not name it. Its longest time applies then. */
export async function recordsLimitMs(database: Connection): Promise<number> {
  const policy = (await listPolicies(database, 1))[0]?.policy;
  return policy?.classes[CLASS] === undefined ? LONGEST_RETENTION_MS[CLASS] : limitOf(policy, CLASS);
}

/**
 * Checks now and every hour.
 * @returns a function that stops the checks
 */
export function watchReadinessRetention(parts: Parts): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => eraseOldApprovals(parts),
    (error) => events.emit({ event: 'fault', where: 'readiness', error }),
  );
}
