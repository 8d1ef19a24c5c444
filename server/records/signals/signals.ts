import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import { countSignal } from './signal-table.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { SignalKind } from '../../platform/base/signal-kinds.ts';

/** Shortest time between writes. Signals in between are written together. */
const WRITE_EVERY_MS = 1_000;

interface Pending {
  readonly kind: SignalKind;
  readonly about: string;
  times: number;
}

/** Counts events that may indicate an intruder, by kind, by the person, kiosk or device concerned, and by hour. */
export class Signals {
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #pending = new Map<string, Pending>();
  #isTimerSet = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: { readonly queue: WriteQueue; readonly clock: Clock; readonly events: Events }) {
    this.#queue = parts.queue;
    this.#clock = parts.clock;
    this.#events = parts.events;
  }

  /** Returns at once. `about`: the id of a person, kiosk or device in the database; never a client's text. */
  note(kind: SignalKind, about = ''): void {
    this.#events.emit({ event: 'signal', kind });
    const key = `${kind} ${about}`;
    const pending = this.#pending.get(key);
    if (pending === undefined) this.#pending.set(key, { kind, about, times: 1 });
    else pending.times += 1;
    if (this.#isTimerSet) return;
    this.#isTimerSet = true;
    this.#clock.after(WRITE_EVERY_MS, () => {
      this.#isTimerSet = false;
      void this.settle();
    });
  }

  /** Writes the counts and resolves once they are durable, or once the write has failed, which is logged. */
  settle(): Promise<void> {
    const counted = [...this.#pending.values()];
    this.#pending.clear();
    if (counted.length > 0) {
      const at = this.#clock.wallMs();
      const written = this.#queue
        .run(async (transaction) => {
          for (const { kind, about, times } of counted) await countSignal(transaction, { kind, about, at, times });
        })
        .catch((error: unknown) => this.#events.emit({ event: 'fault', where: 'signals', error }));
      this.#writing = Promise.all([this.#writing, written]).then(() => undefined);
    }
    return this.#writing;
  }
}
