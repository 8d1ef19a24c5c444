/** Polls the field several times a second and reports changes. */
import { type Clock, pause } from '../../host/clock.ts';
import { deviceError } from './faults.ts';
import type { Winscard } from './winscard.ts';

/**
 * Polls instead of waiting: a waiting call would occupy one of the few threads for native calls, and could not be
 * distinguished from a hanging daemon.
 */
const LOOK_EVERY_MS = 100;

export interface FieldWatchOptions {
  readonly winscard: Winscard;
  readonly context: number;
  readonly reader: string;
  readonly clock: Clock;
  /** The state at the start. */
  readonly card: boolean;
  readonly onCard: (present: boolean) => void;
}

/** Runs until the reader or the daemon is lost, and then rejects. */
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
