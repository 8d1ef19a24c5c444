import { describe, expect, it } from 'vitest';
import { poissonInterval } from '../../bench/support/poisson-interval.ts';

describe('poissonInterval', () => {
  it.each([
    // Garwood 1936, table 1, confidence 0.95.
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [5, 1.623, 11.668],
    [10, 4.795, 18.39],
    [30, 20.24, 42.83],
  ])('gives the published bounds after %i events', (count, low, high) => {
    const interval = poissonInterval(count, 0.95);
    expect(interval[0]).toBeCloseTo(low, 2);
    expect(interval[1]).toBeCloseTo(high, 2);
  });

  it('equals the normal interval for counts of millions', () => {
    const [low, high] = poissonInterval(4e6, 0.95);
    expect((high - 4e6) / 2000).toBeCloseTo(1.96, 2);
    expect((4e6 - low) / 2000).toBeCloseTo(1.96, 2);
  });
});
