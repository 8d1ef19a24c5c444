import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  proportionOf,
  upperBoundOf,
  wilson,
} from '../../../../../server/oversight/observatory/statistics/proportion.ts';
import { binomial, chanceOf } from '../fixtures/binomial.ts';

const counts = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([of, share]) => [Math.round(of * share), of] as const);

describe('the interval of a proportion', () => {
  // scipy 1.17.1: stats.binomtest(k, n).proportion_ci(0.95, 'wilson')
  it.each([
    [0, 1_000, 0, 0.003_826_758_485_555_123],
    [3, 1_000, 0.001_020_783_881_138_618_6, 0.008_783_014_053_503_173],
    [20, 1_000, 0.012_983_682_916_415_135, 0.030_690_005_229_717_786],
    [87, 50_000, 0.001_410_983_655_554_041_6, 0.002_145_572_273_596_934_7],
    [999, 1_000, 0.994_357_441_402_042_1, 0.999_823_453_629_373_9],
    [50_000, 100_000, 0.496_901_084_359_689_7, 0.503_098_915_640_310_3],
  ])('has the score bounds that SciPy finds for %d of %d', (count, of, low, high) => {
    const bounds = wilson(count, of);
    expect(bounds.low).toBeCloseTo(low, 12);
    expect(bounds.high).toBeCloseTo(high, 12);
  });

  // The same with 'exact'
  it.each([
    [0, 1_000, 0, 0.003_682_083_896_639_526],
    [3, 1_000, 0.000_619_099_931_649_917_3, 0.008_742_023_238_657_654],
    [999, 1_000, 0.994_441_075_720_150_2, 0.999_974_682_512_508_3],
  ])('is exact for %d of %d, where one side is rare', (count, of, low, high) => {
    const found = proportionOf(count, of);
    expect(found.method).toBe('clopper-pearson');
    expect(found.low).toBeCloseTo(low, 10);
    expect(found.high).toBeCloseTo(high, 10);
  });

  it('contains the share, mirrors the other side and stays within 0 and 1', () => {
    fc.assert(
      fc.property(counts, ([count, of]) => {
        const found = proportionOf(count, of);
        expect(found.low).toBeLessThanOrEqual(count / of + 1e-12);
        expect(found.high).toBeGreaterThanOrEqual(count / of - 1e-12);
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
        const mirrored = proportionOf(of - count, of);
        expect(mirrored.low).toBeCloseTo(1 - found.high, 9);
        expect(mirrored.high).toBeCloseTo(1 - found.low, 9);
      }),
      { numRuns: 200 },
    );
  });

  it('says nothing about 0 of 0, and refuses counts that cannot be', () => {
    expect(proportionOf(0, 0)).toMatchObject({ rate: undefined, low: 0, high: 1 });
    expect(upperBoundOf(0, 0)).toBe(1);
    for (const [count, of] of [
      [2, 1],
      [-1, 1],
      [0.5, 1],
      [0, Number.NaN],
    ] as const) {
      expect(() => proportionOf(count, of)).toThrow(RangeError);
    }
  });

  it('holds the true rate in at least 94 of 100 years, also where it is rare', () => {
    const chance = chanceOf(11);
    for (const [of, rate] of [
      [500, 0.02],
      [5_000, 0.002],
      [50_000, 0.0001],
      [2_000, 0.3],
    ] as const) {
      let held = 0;
      const years = 1_500;
      for (let year = 0; year < years; year++) {
        const { low, high } = proportionOf(binomial(chance, of, rate), of);
        if (low <= rate && rate <= high) held++;
      }
      expect(held / years, `${of} at ${rate}`).toBeGreaterThan(0.935);
    }
  });
});

describe('the upper bound of false matches', () => {
  // scipy 1.17.1: stats.beta.ppf(0.95, k + 1, n - k)
  it.each([
    [0, 1_000, 0.002_991_249_545_095_295],
    [2, 1_000, 0.006_282_284_546_723_426],
    [0, 300_000, 9.985_724_387_502_285e-6],
    [2, 3_000_000, 2.098_596_371_401_058e-6],
  ])('of %d in %d is what SciPy finds', (count, of, high) => {
    expect(upperBoundOf(count, of) / high).toBeCloseTo(1, 7);
  });

  it('is 3 / n without a false match', () => {
    for (const of of [300, 3_000, 3_000_000]) expect(upperBoundOf(0, of) * of).toBeCloseTo(3, 1);
  });
});
