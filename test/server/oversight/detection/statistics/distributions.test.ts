import { describe, expect, test } from 'vitest';
import {
  countTail,
  decades,
  logGamma,
  shareTail,
} from '../../../../../server/oversight/detection/statistics/distributions.ts';

describe('upper tails of counts', () => {
  test('log gamma is the logarithm of a factorial', () => {
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 9);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9);
  });

  // By hand: 1 - e^-2 (1 + 2), and so on
  test('a Poisson of mean 2 reaches 3 with 1 - 5 e^-2', () => {
    expect(countTail(3, 2, 0)).toBeCloseTo(1 - 5 * Math.exp(-2), 9);
  });

  // Dispersion 1 is a geometric distribution: P(X >= k) = (mean / (1 + mean))^k
  test.each([3, 10, 40])('a negative binomial of dispersion 1 is geometric, at %i', (count) => {
    expect(decades(countTail(count, 2, 1))).toBeCloseTo(-count * Math.log10(2 / 3), 6);
  });

  test('a binomial reaches all of its trials with the power of its share', () => {
    expect(shareTail(10, 10, 0.25)).toBeCloseTo(0.25 ** 10, 15);
    expect(shareTail(2, 3, 0.5)).toBeCloseTo(0.5, 9);
  });

  test('counts below the mean are no surprise, and very small tails stay positive', () => {
    expect([countTail(0, 5, 0.3), countTail(4, 5, 0.3), shareTail(1, 10, 0.5)]).toEqual([1, 1, 1]);
    expect(decades(countTail(5_000, 1, 0))).toBe(300);
  });
});
