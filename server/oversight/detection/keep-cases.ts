/** Erases cases with their findings and notes, and exceptions, when their time has expired. */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { deleteHoursBefore, HOURS_KEPT } from './baselines/hour-table.ts';
import { deleteCase, outdatedCases } from './cases/case-table.ts';
import { deleteOverExceptions } from './exceptions/exception-table.ts';
import { CLOSED_CASE_DAYS, OPEN_CASE_DAYS } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** An hour, which is also the unit of the counts. */
const LOOK_EVERY_MS = 3_600_000;
const AT_ONCE = 20;

type Parts = Pick<RoomContext, 'queue' | 'ledger' | 'clock' | 'events'>;

/** Resolves to the number of erased cases. */
export async function eraseCases({ queue, ledger, clock }: Omit<Parts, 'events'>): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await queue.run(async (transaction) => {
      const now = Math.round(clock.wallMs());
      const closedBefore = now - CLOSED_CASE_DAYS * DAY_MS;
      await deleteOverExceptions(transaction, closedBefore);
      await deleteHoursBefore(transaction, Math.floor(now / LOOK_EVERY_MS) - HOURS_KEPT);
      const openBefore = now - OPEN_CASE_DAYS * DAY_MS;
      const ids = await outdatedCases(transaction, { closedBefore, openBefore, limit: AT_ONCE });
      for (const id of ids) await deleteCase(transaction, id);
      return ids.length;
    });
    await ledger.settle();
    erased += count;
    if (count < AT_ONCE) return erased;
  }
}

/** Looks now and every hour. @returns a function that stops */
export function watchCases(parts: Parts): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => eraseCases(parts),
    (error) => events.emit({ event: 'fault', where: 'detection', error }),
  );
}
