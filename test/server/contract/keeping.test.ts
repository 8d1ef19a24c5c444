import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countKept,
  keepingSchema,
  keptCountsSchema,
  OVERDUE_AFTER_MS,
  totalOf,
} from '../../../server/contract/keeping.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const kept = (ageMs: number, leftMs: number) => ({ keptAt: NOW - ageMs, eraseAt: NOW + leftMs });

describe('counts of kept captures', () => {
  test('use the narrowest band of remaining time and of age', () => {
    const counts = countKept(
      [kept(MINUTE, 5 * MINUTE), kept(30 * MINUTE, 30 * MINUTE), kept(2_000 * MINUTE, 2_000 * MINUTE)],
      NOW,
    );
    expect(counts).toEqual({
      due: { overdue: 0, tenMinutes: 1, hour: 1, day: 0, later: 1 },
      age: { tenMinutes: 1, hour: 1, day: 0, older: 1 },
    });
  });
  test('count as overdue after the grace for an erasure', () => {
    expect(countKept([kept(0, -OVERDUE_AFTER_MS)], NOW).due.overdue).toBe(1);
    expect(countKept([kept(0, -OVERDUE_AFTER_MS + 1)], NOW).due.overdue).toBe(0);
  });
  test('count each capture once, with any times', () => {
    const thing = fc.record({
      keptAt: fc.integer({ min: 0, max: 2 * NOW }),
      eraseAt: fc.integer({ min: 0, max: 2 * NOW }),
    });
    fc.assert(
      fc.property(fc.array(thing), fc.integer({ min: 0, max: 2 * NOW }), (things, nowMs) => {
        const counts = countKept(things, nowMs);
        expect(totalOf(counts.due)).toBe(things.length);
        expect(keptCountsSchema.safeParse(counts).success).toBe(true);
      }),
    );
  });
  test.each([
    ['a negative count', { due: { overdue: -1, tenMinutes: 0, hour: 0, day: 0, later: 0 } }],
    ['counts by due time and by age that differ', { age: { tenMinutes: 2, hour: 0, day: 0, older: 0 } }],
    ['an additional field', { who: 'somebody' }],
  ])('refuse %s', (_name, over) => {
    const counts = { ...countKept([kept(0, 0)], NOW), ...over };
    expect(keepingSchema.safeParse({ referred: counts }).success).toBe(false);
  });
  test('refuse an unknown class', () => {
    expect(keepingSchema.safeParse({ everything: countKept([], NOW) }).success).toBe(false);
  });
});
