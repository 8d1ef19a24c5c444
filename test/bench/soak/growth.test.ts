import { describe, expect, it } from 'vitest';
import { growthOf, isGrowing, type Measure, type Sample } from './growth.ts';

const sample = (hours: number, over: Partial<Sample> = {}): Sample => ({
  hours,
  residentMb: 500,
  heapMb: 60,
  externalMb: 20,
  openFiles: 80,
  threads: 12,
  handles: 9,
  ...over,
});
const day = (over: (hours: number) => Partial<Sample>) => Array.from({ length: 24 }, (_, at) => sample(at, over(at)));
const growth = (samples: readonly Sample[], measure: Measure, warmUp = 0) => {
  const found = growthOf(samples, warmUp).find((one) => one.measure === measure);
  if (found === undefined) throw new Error('each measure has a growth');
  return found;
};
/** Up and down around the level, without a trend. */
const noise = (at: number): number => [0, 31, -22, 8, -35, 40, -11, 19][at % 8] ?? 0;

describe('growth of a process', () => {
  it('is none while the numbers stay', () => {
    for (const one of growthOf(
      day(() => ({})),
      0,
    ))
      expect([one.share, one.low, one.high]).toEqual([0, 0, 0]);
  });

  it('is the growth of a steady leak in a day, within its interval', () => {
    const leaking = growth(
      day((hours) => ({ residentMb: 500 + 10 * hours + noise(hours) / 10 })),
      'residentMb',
    );
    expect(leaking.share).toBeCloseTo(240 / leaking.level, 1);
    expect(leaking.low).toBeLessThan(leaking.share);
    expect(leaking.high).toBeGreaterThan(leaking.share);
    expect(leaking.low).toBeGreaterThan(0.3);
    expect(isGrowing(leaking, 0.05)).toBe(true);
  });

  it('of a measure that moves up and down has an interval around none', () => {
    const { low, high, share } = growth(
      day((hours) => ({ residentMb: 500 + noise(hours) })),
      'residentMb',
    );
    expect(Math.abs(share)).toBeLessThan(0.05);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('does not count the warm-up, or one high sample', () => {
    const warming = day((hours) => ({ residentMb: hours < 14 ? 200 + 20 * hours : 500 }));
    expect(growth(warming, 'residentMb', 14).share).toBe(0);
    expect(growth(warming, 'residentMb').share).toBeGreaterThan(0);
    const peak = day((hours) => ({ openFiles: hours === 23 ? 400 : 80 }));
    expect(growth(peak, 'openFiles').share).toBe(0);
  });

  it('counts files and handles in whole ones', () => {
    const one = growth(
      day((hours) => ({ handles: hours < 20 ? 14 : 15 })),
      'handles',
    );
    expect(isGrowing(one, 0.05)).toBe(false);
    const leaking = growth(
      day((hours) => ({ handles: 14 + Math.floor(hours / 4) })),
      'handles',
    );
    expect(isGrowing(leaking, 0.05)).toBe(true);
  });

  it('is 100 % from nothing', () => {
    const appearing = growth(
      day((hours) => ({ externalMb: hours < 13 ? 0 : hours })),
      'externalMb',
    );
    expect(appearing.share).toBe(1);
  });

  it('needs eight samples after the warm-up', () => {
    expect(() => growthOf(day(() => ({})).slice(0, 9), 2)).toThrow(RangeError);
  });
});
