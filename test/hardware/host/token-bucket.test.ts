import { describe, expect, it } from 'vitest';
import { TokenBuckets, tokenBucket } from '../../../hardware/host/token-bucket.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';

describe('a token bucket', () => {
  it('gives its burst, then one token in each interval, and never more than its burst', async () => {
    const clock = turnedClock();
    const take = tokenBucket(clock, { burst: 2, everyMs: 60_000 });
    expect([take(), take(), take()]).toEqual([0, 0, 60_000]);
    await clock.advance(45_000);
    expect(take()).toBe(15_000);
    await clock.advance(15_000);
    expect([take(), take()]).toEqual([0, 60_000]);
    await clock.advance(3_600_000);
    expect([take(), take(), take()]).toEqual([0, 0, 60_000]);
  });
});

describe('token buckets', () => {
  it('give the burst, then the rate, and return the seconds to wait', async () => {
    const clock = turnedClock();
    const buckets = new TokenBuckets({ perSecond: 0.5, burst: 2 }, clock);
    expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 2]);
    expect(buckets.take('b')).toBe(0);
    await clock.advance(2_000);
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 2]);
  });

  it('remember a bounded number of names', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 1 }, turnedClock(), 3);
    for (const name of ['a', 'b', 'c', 'd']) buckets.take(name);
    expect(buckets.take('d')).toBe(1);
    expect(buckets.take('a')).toBe(0);
  });
});
