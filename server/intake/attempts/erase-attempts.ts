import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { MAX_ATTEMPT_DAYS } from '../../contract/attempt.ts';
import { eraseAttemptsBefore } from './attempt-table.ts';

const LOOK_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Erases the attempts of days that are not counted any more. */
export async function eraseOldAttempts({ queue, clock }: Pick<RoomContext, 'queue' | 'clock'>): Promise<void> {
  const oldest = new Date(clock.wallMs() - MAX_ATTEMPT_DAYS * DAY_MS).toISOString().slice(0, 10);
  await queue.run((transaction) => eraseAttemptsBefore(transaction, oldest));
}

/**
 * Erases now and every hour.
 * @returns a function that stops it
 */
export function watchAttempts(context: RoomContext): () => Promise<void> {
  const { clock, events } = context;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => eraseOldAttempts(context),
    (error) => events.emit({ event: 'fault', where: 'attempts', error }),
  );
}
