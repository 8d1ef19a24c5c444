import type { Clock } from './clock.ts';

export interface Pace {
  /** Sustained, a second. */
  readonly perSecond: number;
  /** At once, after a rest. */
  readonly burst: number;
}

/**
 * Token buckets by name, in memory. At most `limit` names are remembered; the one that rested longest is forgotten first,
 * which only ever gives it its burst back.
 */
export class TokenBuckets {
  readonly #pace: Pace;
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(pace: Pace, clock: Clock, limit = 20_000) {
    this.#pace = pace;
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Takes one token: 0 when it was there, otherwise the seconds, rounded up, until it will be. */
  take(name: string): number {
    const now = this.#clock.monotonicMs();
    const bucket = this.#buckets.get(name) ?? { tokens: this.#pace.burst, at: now };
    this.#buckets.delete(name);
    bucket.tokens = Math.min(this.#pace.burst, bucket.tokens + ((now - bucket.at) / 1_000) * this.#pace.perSecond);
    bucket.at = now;
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > this.#limit) {
      const oldest = this.#buckets.keys().next();
      if (oldest.done !== true) this.#buckets.delete(oldest.value);
    }
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / this.#pace.perSecond));
    bucket.tokens -= 1;
    return 0;
  }
}
