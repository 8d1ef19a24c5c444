import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countKept } from '../../../../server/contract/keeping.ts';
import { byDay, dueTotals, dyingCurve } from '../../../../server/privacy/held/due-curve.ts';

const NOW = Date.UTC(2026, 2, 3, 12);
const DAY = 86_400_000;
const thing = fc.record({
  keptAt: fc.integer({ min: NOW - 5 * DAY, max: NOW }),
  eraseAt: fc.integer({ min: NOW - DAY, max: NOW + 5 * DAY }),
});

test('the curve begins with everything, never rises, and ends with what has no near end or is overdue', () => {
  fc.assert(
    fc.property(fc.array(fc.array(thing)), (lanes) => {
      const counts = lanes.map((things) => countKept(things, NOW));
      const curve = dyingCurve(counts, NOW);
      expect(curve[0]?.count).toBe(lanes.flat().length);
      for (let at = 1; at < curve.length; at++) expect(curve[at]!.count).toBeLessThanOrEqual(curve[at - 1]!.count);
      const totals = new Map(dueTotals(counts).map(({ band, count }) => [band, count]));
      expect(curve.at(-1)?.count).toBe(totals.get('overdue')! + totals.get('later')!);
    }),
  );
});

test('the curve is an upper bound of what will truly be left', () => {
  fc.assert(
    fc.property(fc.array(thing), (things) => {
      for (const { at, count } of dyingCurve([countKept(things, NOW)], NOW)) {
        // What is due within the minute is not called overdue yet
        expect(things.filter(({ eraseAt }) => eraseAt > at).length).toBeLessThanOrEqual(count);
      }
    }),
  );
});

test('days without an erasure are there, with none', () => {
  const days = byDay(
    [
      { at: NOW, count: 3 },
      { at: NOW - DAY, count: 2 },
      { at: NOW - 90 * DAY, count: 9 },
      { at: NOW - 1, count: 1 },
    ],
    NOW,
    4,
  );
  expect(days.map(({ count }) => count)).toEqual([0, 0, 2, 4]);
  expect(days[3]?.at).toBe(Date.UTC(2026, 2, 3));
});
