import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../../server/contract/vocabulary.ts';
import { type Counts, publishedRow, SMALLEST_PUBLISHED } from '../../../../server/privacy/record/suppression.ts';

const counts = (over: Partial<Counts>): Counts => ({
  ...{ cleared: 0, referred: 0, refused: 0, abandoned: 0, 'resolved-by-officer': 0 },
  ...over,
});
const anyCounts = fc.record(
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, fc.oneof(fc.integer({ min: 0, max: 12 }), fc.nat(10_000))])),
) as fc.Arbitrary<Counts>;

describe('published counts', () => {
  test('are complete when none is small', () => {
    const row = publishedRow('north', counts({ cleared: 900, referred: 100 }));
    expect([row.counts.cleared, row.counts.referred, row.counts.refused, row.total]).toEqual([900, 100, 0, 1000]);
  });
  test('withhold another count that, with the total, would reveal a small one', () => {
    const row = publishedRow('north', counts({ cleared: 900, referred: 40, abandoned: 3 }));
    expect([row.counts.cleared, row.counts.referred, row.counts.abandoned, row.total]).toEqual([900, null, null, 943]);
  });
  test('withhold everything when the total is small', () => {
    const row = publishedRow('north', counts({ cleared: 5 }));
    expect([...Object.values(row.counts), row.total]).toEqual([null, null, null, null, null, null]);
  });
  test('never show a small count or allow it to be derived', () => {
    fc.assert(
      fc.property(anyCounts, (actual) => {
        const { counts: shown, total } = publishedRow('north', actual);
        const withheld = OUTCOMES.filter((outcome) => shown[outcome] === null);
        for (const outcome of OUTCOMES) {
          const count = shown[outcome];
          if (count === null) continue;
          expect(count).toBe(actual[outcome]);
          expect(count === 0 || count >= SMALLEST_PUBLISHED).toBe(true);
        }
        if (total === null) return;
        const rest = total - OUTCOMES.reduce((sum, outcome) => sum + (shown[outcome] ?? 0), 0);
        expect(rest).toBe(withheld.reduce((sum, outcome) => sum + actual[outcome], 0));
        // The withheld counts are none, or at least two with a sum that is not small
        expect(withheld.length === 0 || (withheld.length >= 2 && rest >= SMALLEST_PUBLISHED)).toBe(true);
      }),
    );
  });
});
