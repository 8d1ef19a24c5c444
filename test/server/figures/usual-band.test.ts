import { describe, expect, test } from 'vitest';
import { LEAST_VALUES, usualCounts, usualShare } from '../../../server/figures/usual-band.ts';

/** Poisson draws, the same in every run. */
function draws(mean: number, count: number, seed: number): number[] {
  let state = seed;
  const uniform = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return Array.from({ length: count }, () => {
    let events = 0;
    for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) events += 1;
    return events;
  });
}

describe('the usual band of counts', () => {
  test('is not stated from fewer than seven days', () => {
    expect(usualCounts(Array(LEAST_VALUES - 1).fill(10))).toBeNull();
    expect(usualCounts(Array(LEAST_VALUES).fill(10))).not.toBeNull();
  });
  test('holds at least 98 % of draws of the same mean', () => {
    const band = usualCounts(draws(40, 28, 1));
    const outside = draws(40, 2_000, 2).filter((value) => band && (value < band.low || value > band.high)).length;
    expect(outside).toBeLessThan(40);
  });
  test('does not hold 15, nor 80, where 40 is usual', () => {
    const band = usualCounts(draws(40, 28, 3));
    expect(band?.low).toBeGreaterThan(15);
    expect(band?.high).toBeLessThan(80);
  });
  test('is not moved by one day of another kind', () => {
    const usual = draws(40, 27, 4);
    const [one, other] = [usualCounts([...usual, 40]), usualCounts([...usual, 4_000])];
    expect(other?.high).toBeLessThan((one?.high ?? 0) + 5);
  });
  test('calls two of a usual zero usual, and ten not', () => {
    const band = usualCounts(Array(28).fill(0));
    expect(band?.low).toBe(0);
    expect(band?.high).toBeGreaterThanOrEqual(2);
    expect(band?.high).toBeLessThan(10);
  });
});

describe('the usual band of shares', () => {
  const days = draws(10, 28, 5).map((part) => ({ part, of: 100 }));
  test('is not stated without enough days, nor without travellers', () => {
    expect(usualShare(days.slice(0, LEAST_VALUES - 1), 100)).toBeNull();
    expect(
      usualShare([...days.slice(0, 6), ...Array.from({ length: 20 }, () => ({ part: 0, of: 0 }))], 100),
    ).toBeNull();
    expect(usualShare(days, 0)).toBeNull();
  });
  test('is wider for fewer travellers', () => {
    const [few, many] = [usualShare(days, 10), usualShare(days, 1_000)];
    expect((few?.high ?? 0) - (few?.low ?? 0)).toBeGreaterThan(2 * ((many?.high ?? 0) - (many?.low ?? 0)));
  });
  test('lets one of ten in two be usual, and all of twelve not, at a usual rate of a tenth', () => {
    expect(usualShare(days, 2)?.high).toBeGreaterThan(0.5);
    expect(usualShare(days, 12)?.high).toBeLessThan(1);
  });
  test('is wider where days differ more than chance lets them', () => {
    const varied = days.map(({ of }, day) => ({ part: day % 2 === 0 ? 2 : 18, of }));
    expect(usualShare(varied, 100)?.high).toBeGreaterThan((usualShare(days, 100)?.high ?? 0) + 0.05);
  });
  test('lies within 0 and 1', () => {
    for (const part of [0, 100]) {
      const band = usualShare(
        Array.from({ length: 10 }, () => ({ part, of: 100 })),
        5,
      );
      expect(band?.low).toBeGreaterThanOrEqual(0);
      expect(band?.high).toBeLessThanOrEqual(1);
    }
  });
});
