import { describe, expect, it } from 'vitest';
import { lastChange } from '../../../../server/console/people/last-change.ts';

const duty = (validFrom: number, validUntil: number, trainingValidUntil: number) => ({
  ...{ validFrom, validUntil, trainingValidUntil },
});

describe('last change of duties', () => {
  it('is the latest begin or end up to now, and stays the same until the next', () => {
    const duties = [duty(10, 50, 30), duty(20, 90, 95)];
    expect([5, 10, 19, 20, 29, 30, 49, 50, 89, 91, 99].map((now) => lastChange(duties, now))).toEqual([
      0, 10, 10, 20, 20, 30, 30, 50, 50, 90, 95,
    ]);
  });
  it('is 0 without duties', () => {
    expect(lastChange([], 100)).toBe(0);
  });
});
