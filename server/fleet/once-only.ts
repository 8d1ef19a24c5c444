import type { Clock } from '../base/clock.ts';

export interface OnceOnlyLimits {
  readonly all: number;
  /** Of one owner: a kiosk that was stolen, or is broken, takes no room from the others. */
  readonly ofOne: number;
}

const LIMITS: OnceOnlyLimits = { all: 100_000, ofOne: 500 };

/** Remembers what was used, for as long as it could be used again. Where it is full, nothing more is taken: rather no socket than a replay. */
export class OnceOnly {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #limits: OnceOnlyLimits;
  readonly #taken = new Map<string, { readonly owner: string; readonly at: number }>();
  readonly #ofOwner = new Map<string, number>();

  constructor(clock: Clock, keepMs: number, limits = LIMITS) {
    this.#clock = clock;
    this.#keepMs = keepMs;
    this.#limits = limits;
  }

  /** Whether this is the first time. */
  take(owner: string, name: string): boolean {
    const now = this.#clock.monotonicMs();
    // In the order in which they were taken: the oldest come first
    for (const [old, taken] of this.#taken) {
      if (now - taken.at < this.#keepMs) break;
      this.#taken.delete(old);
      const left = (this.#ofOwner.get(taken.owner) ?? 0) - 1;
      if (left > 0) this.#ofOwner.set(taken.owner, left);
      else this.#ofOwner.delete(taken.owner);
    }
    const key = `${owner} ${name}`;
    const ofOwner = this.#ofOwner.get(owner) ?? 0;
    const isFull = this.#taken.size >= this.#limits.all || ofOwner >= this.#limits.ofOne;
    if (this.#taken.has(key) || isFull) return false;
    this.#taken.set(key, { owner, at: now });
    this.#ofOwner.set(owner, ofOwner + 1);
    return true;
  }
}
