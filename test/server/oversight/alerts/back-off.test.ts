import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitBefore } from '../../../../server/oversight/alerts/back-off.ts';

describe('back-off', () => {
  it('doubles from five seconds to fifteen minutes', () => {
    expect([1, 2, 3, 4].map((failed) => waitBefore(failed, 1))).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect([9, 20, 1_000].map((failed) => waitBefore(failed, 1))).toEqual([900_000, 900_000, 900_000]);
  });
  it('is between half of the wait and the whole, at random', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (failed, chance) => {
        const [least, most] = [waitBefore(failed, 0), waitBefore(failed, 1)];
        expect(least * 2).toBe(most);
        expect(waitBefore(failed, chance)).toBeGreaterThanOrEqual(least);
        expect(waitBefore(failed, chance)).toBeLessThanOrEqual(most);
      }),
    );
  });
  it('waits as long as a receiver asks, up to an hour', () => {
    expect(waitBefore(1, 0, 120_000)).toBe(120_000);
    expect(waitBefore(1, 0, 86_400_000)).toBe(3_600_000);
    expect(waitBefore(9, 1, 1_000)).toBe(900_000);
  });
});
