/** The only rate limit of the project: token buckets in memory. */
import type { Clock } from './clock.ts';

export interface BucketSize {
  /** Tokens that can be taken at once, after a rest. */
  readonly burst: number;
  /** Time until one more token, ms. */
  readonly everyMs: number;
}

/** Returns a function that takes one token: 0 when there was one, otherwise the time until there will be one, ms. */
export function tokenBucket(clock: Clock, size: BucketSize): () => number {
  const bucket = new Bucket(clock, size);
  return () => bucket.take();
}

class Bucket {
  readonly #clock: Clock;
  readonly #size: BucketSize;
  #tokens: number;
  #countedAt: number;

  constructor(clock: Clock, size: BucketSize) {
    this.#clock = clock;
    this.#size = size;
    this.#tokens = size.burst;
    this.#countedAt = clock.monotonicMs();
  }

  take(): number {
    this.#count();
    if (this.#tokens < 1) return (1 - this.#tokens) * this.#size.everyMs;
    this.#tokens -= 1;
    return 0;
  }

  spend(tokens: number): void {
    this.#count();
    this.#tokens -= tokens;
  }

  #count(): void {
    const now = this.#clock.monotonicMs();
    this.#tokens = Math.min(this.#size.burst, this.#tokens + (now - this.#countedAt) / this.#size.everyMs);
    this.#countedAt = now;
  }
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
  readonly #buckets = new Map<string, Bucket>();

  constructor({ perSecond, burst }: Pace, clock: Clock, limit = 20_000) {
    this.#size = { burst, everyMs: 1_000 / perSecond };
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Takes one token: 0 when there was one, otherwise the time until there will be one, whole seconds, at least 1. */
  take(name: string): number {
    return Math.ceil(this.#bucket(name).take() / 1_000);
  }

  /** Takes tokens for something whose cost is known only afterwards. Less than none may be left, until time has given them back. */
  spend(name: string, tokens: number): void {
    this.#bucket(name).spend(tokens);
  }

  #bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name) ?? new Bucket(this.#clock, this.#size);
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > this.#limit) {
      const oldest = this.#buckets.keys().next();
      if (oldest.done !== true) this.#buckets.delete(oldest.value);
    }
    return bucket;
  }
}
