import { describe, expect, it } from 'vitest';
import { growthOf, type Sample } from './growth.ts';

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
const share = (samples: readonly Sample[], measure: string) =>
  growthOf(samples).find((growth) => growth.measure === measure)?.share;

describe('growth of a process', () => {
  it('is none while the numbers stay', () => {
    expect(growthOf(day(() => ({}))).map((growth) => growth.share)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('is that of a steady leak, after the warm-up', () => {
    const leaking = day((hours) => ({ residentMb: 500 + 10 * hours }));
    expect(share(leaking, 'residentMb')).toBeCloseTo(140 / 575, 2);
    expect(share(leaking, 'heapMb')).toBe(0);
  });

  it('does not count what is loaded at the beginning, or one high sample', () => {
    expect(
      share(
        day((hours) => ({ residentMb: hours < 6 ? 200 : 500 })),
        'residentMb',
      ),
    ).toBe(0);
    expect(
      share(
        day((hours) => ({ openFiles: hours === 23 ? 400 : 80 })),
        'openFiles',
      ),
    ).toBe(0);
  });

  it('is 100 % from nothing', () => {
    expect(
      share(
        day((hours) => ({ handles: hours < 20 ? 0 : 3 })),
        'handles',
      ),
    ).toBe(1);
  });

  it('needs eight samples', () => {
    expect(() => growthOf([sample(1)])).toThrow(RangeError);
  });
});
