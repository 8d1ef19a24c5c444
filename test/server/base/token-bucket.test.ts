import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '../../../server/base/token-bucket.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';

describe('token buckets', () => {
  it('give the burst, then the pace, and say how long to wait', () => {
    const clock = handTurnedClock();
    const buckets = new TokenBuckets({ perSecond: 0.5, burst: 2 }, clock);
    expect([buckets.take('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 2]);
    expect(buckets.take('b')).toBe(0);
    clock.turn(2_000);
    expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 2]);
  });

  it('remember a bounded number of names', () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 1 }, handTurnedClock(), 3);
    for (const name of ['a', 'b', 'c', 'd']) buckets.take(name);
    expect(buckets.take('d')).toBe(1);
    expect(buckets.take('a')).toBe(0);
  });
});
