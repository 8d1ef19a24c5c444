import { describe, expect, it } from 'vitest';
import { type Withholding, withheldCounts } from '../../../../../server/oversight/observatory/publication/withhold.ts';

const withheld = (counts: readonly number[], left?: ReadonlySet<number>): number[] =>
  [...withheldCounts(counts, left).keys()].sort();

/** All tables with counts from 0 to the largest. */
function tablesOf(cells: number, largest: number): number[][] {
  if (cells === 0) return [[]];
  const rest = tablesOf(cells - 1, largest);
  return rest.flatMap((table) => Array.from({ length: largest + 1 }, (_, count) => [...table, count]));
}

describe('withheld counts', () => {
  it('are none where no count is small', () => {
    expect(withheld([0, 10, 4_000])).toEqual([]);
  });

  it('include the smallest other count, which a reader could subtract', () => {
    expect(withheld([3, 50, 20])).toEqual([0, 2]);
    expect(withheld([3, 4, 50])).toEqual([0, 1, 2]);
  });

  it('include those of cells that are left out, and protect a small one of them', () => {
    expect(withheld([40, 50, 60], new Set([0]))).toEqual([0, 1]);
    expect(withheld([40, 50, 60], new Set([0, 1]))).toEqual([0, 1]);
    expect(withheld([4, 50, 60], new Set([0]))).toEqual([0, 1]);
  });

  it('include further ones where the sum of two would tell both', () => {
    // 1 and 10 are the only ones with the sum 11, and 9 and 9 those with the sum 18
    expect(withheld([1, 10, 30, 40])).toEqual([0, 1, 2]);
    expect(withheld([9, 9, 30, 40])).toEqual([0, 1, 2]);
  });

  it('are the small ones alone where their total is withheld too', () => {
    expect([...withheldCounts([3])]).toEqual([[0, 'small']]);
    expect([...withheldCounts([3, 0, 4])]).toEqual([
      [0, 'small'],
      [2, 'small'],
    ]);
  });

  it('do not say which one is small where all are withheld', () => {
    expect([...withheldCounts([1, 10])]).toEqual([
      [0, 'any'],
      [1, 'any'],
    ]);
  });

  it.each([
    [2, 45],
    [3, 32],
    [4, 13],
  ])('tell no small count of a table of %i cells to a reader who tries all tables', (cells, largest) => {
    const alike = new Map<string, number[][]>();
    for (const table of tablesOf(cells, largest)) {
      const hidden = withheldCounts(table);
      const shown: (number | Withholding)[] = table.map((count, at) => hidden.get(at) ?? count);
      const total = table.reduce((sum, count) => sum + count, 0);
      // A larger total could come from counts that are not tried, and a small one is not published
      if (total > largest || total < 10) continue;
      const key = JSON.stringify([shown, total]);
      const others = alike.get(key);
      if (others === undefined) alike.set(key, [table]);
      else others.push(table);
    }
    for (const [key, tables] of alike) {
      const [shown] = JSON.parse(key) as [(number | Withholding)[]];
      for (const [at, one] of shown.entries()) {
        if (typeof one === 'number') expect(one > 0 && one < 10).toBe(false);
        const possible = new Set(tables.map((table) => table[at]));
        if (one === 'small') expect({ key, at, possible: possible.size }).toEqual({ key, at, possible: 9 });
        // All are withheld, and their total is small
        if (one === 'any') expect(possible.size).toBeGreaterThan(5);
      }
    }
  });
});
