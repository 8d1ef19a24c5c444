/** Looks into the field several times a second, and tells what changed. */
import { type Clock, pause } from '../../clock/clock.ts';
import { deviceError } from './faults.ts';
import type { Winscard } from './winscard.ts';

/**
 * Polled, not waited for: a waiting call would occupy one of the few threads that calls run in, and could not be told from a
 * daemon that hangs.
 */
const LOOK_EVERY_MS = 100;

export interface FieldWatchOptions {
  readonly winscard: Winscard;
  readonly context: number;
  readonly reader: string;
  readonly clock: Clock;
  /** What was there at the beginning. */
  readonly card: boolean;
  readonly onCard: (present: boolean) => void;
}

/** Goes on until the reader or the daemon is gone, and then rejects. */
export async function watchField(options: FieldWatchOptions): Promise<never> {
  const { winscard, context, reader, clock, onCard } = options;
  let { card } = options;
  for (;;) {
    await pause(clock, LOOK_EVERY_MS);
    const now = await winscard.fieldState(context, reader);
    if (!now.reader) throw deviceError({ code: 'disconnected', message: 'the card reader was unplugged' });
    if (now.card !== card) onCard(now.card);
    card = now.card;
  }
}
