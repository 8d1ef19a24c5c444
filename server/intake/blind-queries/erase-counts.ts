import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { eraseCountsBefore } from './query-counts.ts';
import { hourOf } from './relay-query.ts';

const LOOK_EVERY_MS = 3_600_000;
/** The hours that are counted together, and one more. */
const HOURS_KEPT = 25;

export async function eraseOldCounts({ queue, clock }: Pick<RoomContext, 'queue' | 'clock'>): Promise<void> {
  const oldest = hourOf(clock.wallMs()) - HOURS_KEPT;
  await queue.run((transaction) => eraseCountsBefore(transaction, oldest));
}

/**
 * Erases now and every hour.
 * @returns a function that stops it
 */
export function watchQueryCounts(context: RoomContext): () => Promise<void> {
  const { clock, events } = context;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => eraseOldCounts(context),
    (error) => events.emit({ event: 'fault', where: 'blind-queries', error }),
  );
}
