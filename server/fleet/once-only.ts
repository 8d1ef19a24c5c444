import type { Clock } from '../clock.ts';

/** Remembers what was used, for as long as it could be used again. Where it is full, nothing more is taken: rather no socket than a replay. */
export class OnceOnly {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #limit: number;
  readonly #taken = new Map<string, number>();

  constructor(clock: Clock, keepMs: number, limit = 100_000) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#limit = limit;
  }

  /** Whether this is the first time. */
  take(name: string): boolean {
    const now = this.#clock.monotonicMs();
    // In the order in which they were taken: the oldest come first
    for (const [old, at] of this.#taken) {
      if (now - at < this.#keepMs) break;
      this.#taken.delete(old);
    }
    if (this.#taken.has(name) || this.#taken.size >= this.#limit) return false;
    this.#taken.set(name, now);
    return true;
  }
}
