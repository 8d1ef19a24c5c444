/** The only rate limit of the project: token buckets in memory. */
import type { Clock } from './clock.ts';

export interface BucketSize {
  /** Tokens that can be taken at once, after a rest. */
  readonly burst: number;
  /** Time until one more token, ms. */
  readonly everyMs: number;
}

/** Returns a function that takes one token: 0 when there was one, otherwise the time until there will be one, ms. */
export function tokenBucket(clock: Clock, { burst, everyMs }: BucketSize): () => number {
  let tokens = burst;
  let countedAt = clock.monotonicMs();
  return () => {
    const now = clock.monotonicMs();
    tokens = Math.min(burst, tokens + (now - countedAt) / everyMs);
    countedAt = now;
    if (tokens < 1) return (1 - tokens) * everyMs;
    tokens -= 1;
    return 0;
  };
}

export interface Pace {
  /** Sustained rate, tokens a second. */
  readonly perSecond: number;
  /** Tokens that can be taken at once, after a rest. */
  readonly burst: number;
}

/**
 * Token buckets by name. At most `limit` names are remembered; the one that was not used for the longest time is dropped
 * first, which can only give it its burst again.
 */
export class TokenBuckets {
  readonly #size: BucketSize;
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #buckets = new Map<string, () => number>();

  constructor({ perSecond, burst }: Pace, clock: Clock, limit = 20_000) {
    this.#size = { burst, everyMs: 1_000 / perSecond };
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Takes one token: 0 when there was one, otherwise the time until there will be one, whole seconds, at least 1. */
  take(name: string): number {
    const bucket = this.#buckets.get(name) ?? tokenBucket(this.#clock, this.#size);
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > this.#limit) {
      const oldest = this.#buckets.keys().next();
      if (oldest.done !== true) this.#buckets.delete(oldest.value);
    }
    return Math.ceil(bucket() / 1_000);
  }
}
