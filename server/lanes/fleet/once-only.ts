import type { Clock } from '../../../hardware/host/clock.ts';

export interface OnceOnlyLimits {
  readonly all: number;
  /** Maximum per owner, so that a stolen or broken kiosk does not use up the room of others. */
  readonly ofOne: number;
}

const LIMITS: OnceOnlyLimits = { all: 100_000, ofOne: 500 };

/** Remembers used values as long as they could be used again. When it is full it accepts nothing: a refused socket is better than a replay. */
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

  /** Whether this is the first use. */
  take(owner: string, name: string): boolean {
    const now = this.#clock.monotonicMs();
    // In insertion order: oldest first
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
