/**
 * Erasure of closed requests. Closing erases the passages from a request; its times and result are kept as long as the answer may be
 * disputed (`POSTERN_SERVER_CLOSED_REQUESTS_DAYS`), then erased here and in the ledger's entries about it.
 */
import type { RoomContext } from '../../records/context/room-context.ts';
import { eraseEntries } from '../../records/ledger/entry/enter.ts';
import { deleteRequests, eventsAboutRequests, listOutdated } from '../tables/request-retention.ts';
import { poll } from '../../platform/base/poll.ts';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 3_600_000;
/** A request has an entry and a row entry for opening, extension and closing; one erasure names at most 256 entries. */
const AT_ONCE = 20;

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'>;

/** Erases requests whose time has expired, and enters that in the ledger. Resolves to their number. */
export async function eraseOutdated(
  { queue, ledger, clock }: Omit<Parts, 'events' | 'knex'>,
  keptDays: number,
): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await queue.run(async (transaction) => {
      const at = Math.round(clock.wallMs());
      const requests = await listOutdated(transaction, at - keptDays * DAY_MS, AT_ONCE);
      if (requests.length === 0) return 0;
      const events = await eventsAboutRequests(transaction, requests);
      await deleteRequests(transaction, requests);
      await eraseEntries(transaction, { events, cause: 'retention', at });
      return requests.length;
    });
    if (count === 0) return erased;
    erased += count;
    await ledger.settle();
  }
}

/**
 * Checks now and every hour.
 * @returns a function that stops the checks
 */
export function watchRequests(parts: Parts, keptDays: number): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => eraseOutdated(parts, keptDays),
    (error) => events.emit({ event: 'fault', where: 'privacy', error }),
  );
}
