import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countKept } from '../../../../server/contract/keeping.ts';
import { byDay, dueTotals, retentionCurve } from '../../../../server/privacy/held/retention-curve.ts';

const NOW = Date.UTC(2026, 2, 3, 12);
const DAY = 86_400_000;
const thing = fc.record({
  keptAt: fc.integer({ min: NOW - 5 * DAY, max: NOW }),
  eraseAt: fc.integer({ min: NOW - DAY, max: NOW + 5 * DAY }),
});

test('retention curve: starts with all items, never rises, and ends with those overdue or without a near due time', () => {
  fc.assert(
    fc.property(fc.array(fc.array(thing)), (lanes) => {
      const counts = lanes.map((things) => countKept(things, NOW));
      const curve = retentionCurve(counts, NOW);
      expect(curve[0]?.count).toBe(lanes.flat().length);
      for (let at = 1; at < curve.length; at++) expect(curve[at]!.count).toBeLessThanOrEqual(curve[at - 1]!.count);
      const totals = new Map(dueTotals(counts).map(({ band, count }) => [band, count]));
      expect(curve.at(-1)?.count).toBe(totals.get('overdue')! + totals.get('later')!);
    }),
  );
});

test('retention curve: is an upper bound of what remains', () => {
  fc.assert(
    fc.property(fc.array(thing), (things) => {
      for (const { at, count } of retentionCurve([countKept(things, NOW)], NOW)) {
        // Items due within the minute do not count as overdue yet
        expect(things.filter(({ eraseAt }) => eraseAt > at).length).toBeLessThanOrEqual(count);
      }
    }),
  );
});

test('erasures by day: include days without any', () => {
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
