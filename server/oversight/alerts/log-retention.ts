/**
 * Erasure of the log of deliveries: messages are kept for some days (`POSTERN_SERVER_ALERT_LOG_DAYS`), then deleted. The secrets of a removed
 * channel are forgotten once no message waits for it.
 */
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { forgetSecrets } from './channel-table.ts';
import { deleteRaisedBefore } from './mark-table.ts';
import { deleteMessages } from './message-table.ts';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 3_600_000;
const AT_ONCE = 100;

type Parts = Pick<RoomContext, 'queue' | 'ledger' | 'clock' | 'events'>;

/** Resolves to the number of deleted messages. */
export async function pruneLog({ queue, ledger, clock }: Omit<Parts, 'events'>, logDays: number): Promise<number> {
  let deleted = 0;
  for (;;) {
    const before = Math.round(clock.wallMs()) - logDays * DAY_MS;
    const count = await queue.run(async (transaction) => {
      await deleteRaisedBefore(transaction, before);
      await forgetSecrets(transaction);
      return deleteMessages(transaction, before, AT_ONCE);
    });
    await ledger.settle();
    deleted += count;
    if (count < AT_ONCE) return deleted;
  }
}

/** Looks now and every hour. @returns a function that stops */
export function watchLog(parts: Parts, logDays: number): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => pruneLog(parts, logDays),
    (error) => events.emit({ event: 'fault', where: 'alerts', error }),
  );
}
