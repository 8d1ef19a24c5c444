import { describe, expect, it } from 'vitest';
import { proportion } from './support/clopper-pearson.ts';

describe('the exact interval of a proportion', () => {
  // SciPy's beta.ppf; the ends have closed forms: 1 - 0.025^(1/n) for 0 of n, 0.025^(1/n) for n of n.
  it.each([
    [0, 100, 0, 0.03621669],
    [5, 50, 0.03327509, 0.2181354],
    [1, 20, 0.001265089, 0.2487328],
    [36, 37, 0.8583969, 0.999316],
    [10, 10, 0.6915029, 1],
  ])('of %d in %d is %d to %d', (count, of, low, high) => {
    const interval = proportion(count, of);
    expect(interval.low).toBeCloseTo(low, 5);
    expect(interval.high).toBeCloseTo(high, 5);
  });
});
