/** Transmits commands to the chip through PC/SC. */
import { type Clock, pause } from '../../host/clock.ts';
import { answerWithin } from '../../host/within-time.ts';
import { ChipError } from '../emrtd/chip-error.ts';
import type { ChipTransport } from '../emrtd/transport.ts';
import { deviceError, readerFault } from './faults.ts';
import { NOT_TRANSACTED, ReturnCodeError } from './return-codes.ts';
import { type Card, LONGEST_ANSWER_BYTES, type Winscard } from './winscard.ts';

export interface CardTransportOptions {
  readonly winscard: Winscard;
  readonly context: number;
  readonly reader: string;
  readonly clock: Clock;
  /** Time limit of one exchange, ms. */
  readonly exchangeLimitMs: number;
  /** Called after each exchange. */
  readonly alive: () => void;
}

export interface CardTransport extends ChipTransport {
  /** Releases the card and wipes its last answer. Never rejects. */
  release(): Promise<void>;
}

/** The daemon polls its readers every 400 ms for the card. */
const LIFT_NOTICED_WITHIN_MS = 1_000;
const STATUS_BYTES = 2;
const LOOK_EVERY_MS = 50;
const LET_GO_WITHIN_MS = 1_000;

/** Connects to the card in the field. Rejects as `ChipTransport` does; a card that does not answer is `malformed`. */
export async function openCard(options: CardTransportOptions, signal: AbortSignal): Promise<CardTransport> {
  const { winscard, context, reader, clock, exchangeLimitMs, alive } = options;
  const answer = new Uint8Array(LONGEST_ANSWER_BYTES);
  let hung = false;
  const { events } = await state();

  function state() {
    return limited(winscard.fieldState(context, reader));
  }

  async function limited<T>(exchange: Promise<T>): Promise<T> {
    const inTime = await answerWithin(
      clock,
      exchangeLimitMs,
      exchange.then((value) => ({ value })),
    );
    if (inTime !== undefined) return inTime.value;
    hung = true;
    const message = `the card reader has not answered for ${exchangeLimitMs} ms`;
    throw deviceError({ code: 'timed-out', message });
  }

  /** Until the daemon detects it, a lifted card looks like one that does not answer. */
  async function wasLifted(): Promise<boolean> {
    const until = clock.monotonicMs() + LIFT_NOTICED_WITHIN_MS;
    do {
      const now = await state();
      if (!now.reader) throw deviceError({ code: 'disconnected', message: 'the card reader was unplugged' });
      if (!now.card || now.events !== events) return true;
      await pause(clock, LOOK_EVERY_MS);
    } while (clock.monotonicMs() < until);
    return false;
  }

  async function exchange<T>(call: () => Promise<T>): Promise<T> {
    if (signal.aborted) throw deviceError({ code: 'aborted', message: 'the reading was cancelled' });
    try {
      const result = await limited(call());
      alive();
      return result;
    } catch (error) {
      if (!(error instanceof ReturnCodeError)) throw error;
      const { meaning } = error;
      if (meaning === 'removed' || (meaning === 'mute' && (await wasLifted()))) {
        throw new ChipError('removed', 'the document was lifted', { cause: error });
      }
      if (meaning === 'mute') throw new ChipError('malformed', 'the chip does not answer', { cause: error });
      throw deviceError(readerFault(error), error);
    }
  }

  /** The daemon may still reserve the card for a process that has died. */
  async function connect(): Promise<Card> {
    const until = clock.monotonicMs() + LET_GO_WITHIN_MS;
    for (;;) {
      try {
        return await winscard.connect(context, reader);
      } catch (error) {
        const held = error instanceof ReturnCodeError && error.meaning === 'held';
        if (!held || clock.monotonicMs() > until) throw error;
        await pause(clock, LOOK_EVERY_MS, signal);
      }
    }
  }

  const card = await exchange(connect);
  return {
    async transmit(command) {
      const length = await exchange(async () => {
        const length = await winscard.transmit(card, command, answer);
        // Some drivers report success after the card was removed
        if (length < STATUS_BYTES) throw new ReturnCodeError('SCardTransmit', NOT_TRANSACTED);
        return length;
      });
      return answer.slice(0, length);
    },
    reset: () => exchange(() => winscard.reconnect(card.handle)),
    async release() {
      answer.fill(0);
      if (!hung) await limited(winscard.disconnect(card.handle)).catch(() => undefined);
    },
  };
}
