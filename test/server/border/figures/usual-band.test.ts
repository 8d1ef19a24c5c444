import { describe, expect, test } from 'vitest';
import { MIN_VALUES, usualCounts, usualShare } from '../../../../server/border/figures/usual-band.ts';

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

describe('usual band of counts', () => {
  test('needs seven days', () => {
    expect(usualCounts(Array(MIN_VALUES - 1).fill(10))).toBeNull();
    expect(usualCounts(Array(MIN_VALUES).fill(10))).not.toBeNull();
  });
  test('contains at least 98 % of draws with the same mean', () => {
    const band = usualCounts(draws(40, 28, 1));
    const outside = draws(40, 2_000, 2).filter((value) => band && (value < band.low || value > band.high)).length;
    expect(outside).toBeLessThan(40);
  });
  test('excludes 15 and 80 when 40 is usual', () => {
    const band = usualCounts(draws(40, 28, 3));
    expect(band?.low).toBeGreaterThan(15);
    expect(band?.high).toBeLessThan(80);
  });
  test('is not moved by one unusual day', () => {
    const usual = draws(40, 27, 4);
    const [one, other] = [usualCounts([...usual, 40]), usualCounts([...usual, 4_000])];
    expect(other?.high).toBeLessThan((one?.high ?? 0) + 5);
  });
  test('includes two and excludes ten when zero is usual', () => {
    const band = usualCounts(Array(28).fill(0));
    expect(band?.low).toBe(0);
    expect(band?.high).toBeGreaterThanOrEqual(2);
    expect(band?.high).toBeLessThan(10);
  });
});

describe('usual band of shares', () => {
  const days = draws(10, 28, 5).map((part) => ({ part, of: 100 }));
  test('needs enough days, and travellers', () => {
    expect(usualShare(days.slice(0, MIN_VALUES - 1), 100)).toBeNull();
    expect(
      usualShare([...days.slice(0, 6), ...Array.from({ length: 20 }, () => ({ part: 0, of: 0 }))], 100),
    ).toBeNull();
    expect(usualShare(days, 0)).toBeNull();
  });
  test('is wider for fewer travellers', () => {
    const [few, many] = [usualShare(days, 10), usualShare(days, 1_000)];
    expect((few?.high ?? 0) - (few?.low ?? 0)).toBeGreaterThan(2 * ((many?.high ?? 0) - (many?.low ?? 0)));
  });
  test('includes one of two and excludes twelve of twelve at a usual rate of a tenth', () => {
    expect(usualShare(days, 2)?.high).toBeGreaterThan(0.5);
    expect(usualShare(days, 12)?.high).toBeLessThan(1);
  });
  test('is wider when days differ more than by chance', () => {
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
