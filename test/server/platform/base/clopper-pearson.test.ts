import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../../../../server/platform/base/clopper-pearson.ts';

const BOTH = { low: 0.025, high: 0.025 };

describe('the exact bounds of a proportion', () => {
  // SciPy 1.14 beta.ppf
  it.each([
    [5, 50, 0.03327509, 0.2181354],
    [1, 20, 0.001265089, 0.2487328],
    [36, 37, 0.8583969, 0.999316],
  ])('of %d in %d are %d and %d', (count, of, low, high) => {
    const bounds = clopperPearson(count, of, BOTH);
    expect(bounds.low).toBeCloseTo(low, 6);
    expect(bounds.high).toBeCloseTo(high, 6);
  });

  it('have the closed forms 1 - alpha^(1/n) without a count and alpha^(1/n) with all, up to ten million', () => {
    for (const of of [1, 10, 1_000, 100_000, 10_000_000]) {
      for (const alpha of [0.05, 0.001]) {
        const sides = { low: alpha, high: alpha };
        const none = clopperPearson(0, of, sides);
        expect(none.low).toBe(0);
        expect(none.high / (1 - alpha ** (1 / of))).toBeCloseTo(1, 6);
        const all = clopperPearson(of, of, sides);
        expect(all.high).toBe(1);
        expect((1 - all.low) / (1 - alpha ** (1 / of))).toBeCloseTo(1, 6);
      }
    }
  });

  it('contain the share, mirror each other, and narrow with more travellers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const count = Math.round(share * of);
        const { low, high } = clopperPearson(count, of, BOTH);
        expect(low).toBeLessThanOrEqual(count / of);
        expect(high).toBeGreaterThanOrEqual(count / of);
        const mirrored = clopperPearson(of - count, of, BOTH);
        expect(mirrored.low).toBeCloseTo(1 - high, 9);
        expect(mirrored.high).toBeCloseTo(1 - low, 9);
        const more = clopperPearson(10 * count, 10 * of, BOTH);
        expect(more.high - more.low).toBeLessThanOrEqual(high - low);
      }),
    );
  });
});
