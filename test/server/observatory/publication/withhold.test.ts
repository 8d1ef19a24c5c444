import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withheldCounts } from '../../../../server/observatory/publication/withhold.ts';

describe('withheld counts', () => {
  it('are none where no count is small', () => {
    expect([...withheldCounts([0, 10, 4_000])]).toEqual([]);
  });

  it('include the smallest other count, which a reader could subtract', () => {
    expect([...withheldCounts([3, 50, 20])].sort()).toEqual([0, 2]);
    expect([...withheldCounts([3, 4, 50])].sort()).toEqual([0, 1, 2]);
  });

  it('never tell a small count to a reader who has the total', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 7 }), (all, leftOut) => {
        const left = new Set(leftOut < all.length ? [leftOut] : []);
        const withheld = withheldCounts(all, left);
        for (const [at, count] of all.entries()) {
          if (count > 0 && count < 10) expect(withheld.has(at)).toBe(true);
        }
        const hidden = [...withheld].map((at) => all[at]!).filter((count) => count > 0);
        const isAll = all.every((count, at) => count === 0 || withheld.has(at));
        const sum = hidden.reduce((total, count) => total + count, 0);
        if (!isAll && hidden.length > 0) {
          expect(hidden.length).toBeGreaterThanOrEqual(2);
          expect(sum).toBeGreaterThanOrEqual(10);
        }
      }),
    );
  });
});
