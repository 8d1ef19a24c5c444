/**
 * When the front overwrites what it has freed. The engine zeroes the freed memory of its young generation alone (`--clear-free-memory`), and
 * a collection moves whatever is in use to the old one. So no collection is started while a declaration is being judged and sealed.
 */
import type { Clock } from '../../../../hardware/host/clock.ts';

/**
 * Freed memory is overwritten at these times after the last request, because a connection that ends late frees its text late, and at least
 * once in each busy period.
 */
const QUIET_MS = [200, 1_000, 5_000, 30_000] as const;
const BUSY_MS = 5_000;

export interface PlainMemoryParts {
  readonly clock: Clock;
  /** Collects, and overwrites other buffers. It does not throw. */
  readonly overwrite: () => void;
}

export class PlainMemory {
  readonly #clock: Clock;
  readonly #overwrite: () => void;
  #inUse = 0;
  /** The step that waits until nothing is in use. */
  #due: number | undefined;
  readonly #waiting: (() => void)[] = [];
  #cancel: (() => void) | undefined;
  /** The first use since the last collection. */
  #usedAtMs: number | undefined;

  constructor({ clock, overwrite }: PlainMemoryParts) {
    this.#clock = clock;
    this.#overwrite = overwrite;
  }

  /** Runs work that holds plaintext. It begins later when a collection is due. Rejects as the work does. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    while (this.#due !== undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#inUse += 1;
    try {
      return await work();
    } finally {
      this.#inUse -= 1;
      this.used();
      if (this.#inUse === 0 && this.#due !== undefined) this.#now(this.#due);
    }
  }

  /** Something was freed: a request has ended. */
  used(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#usedAtMs ??= nowMs;
    if (this.#due !== undefined) return;
    // The timer that is set stays, so that constant load cannot put it off
    if (nowMs - this.#usedAtMs > BUSY_MS && this.#cancel !== undefined) return;
    this.#wait(0);
  }

  #wait(step: number): void {
    this.#cancel?.();
    const forMs = QUIET_MS[step];
    this.#cancel =
      forMs === undefined
        ? undefined
        : this.#clock.after(forMs, () => {
            this.#cancel = undefined;
            if (this.#inUse === 0) return this.#now(step);
            this.#due = step;
          });
  }

  #now(step: number): void {
    this.#due = undefined;
    this.#usedAtMs = undefined;
    this.#overwrite();
    this.#wait(step + 1);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
