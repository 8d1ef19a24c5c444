import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedOrder } from '../../../../server/lanes/feed/feed-order.ts';
import { judgeArrival, type Cursor } from '../../../../server/console/officer/state/transactions.ts';

describe('feed order', () => {
  it('reports 9 as following 3 when all positions between were announced', () => {
    const order = new FeedOrder();
    for (const position of [3, 4, 5, 6, 7, 8, 9]) order.take(position);
    expect(order.after(9)).toBe(9);
    expect(order.after(3)).toBe(3);
  });
  it('reports a possible gap after a jump in positions', () => {
    const order = new FeedOrder();
    for (const position of [1, 2, 5]) order.take(position);
    expect(order.after(2)).toBe(4);
    order.take(4);
    expect(order.after(2)).toBe(4);
    order.take(6);
    expect(order.after(5)).toBe(5);
  });
  it('never reports completeness over a position that was not sent, in any order of announcements', () => {
    const all = Array.from({ length: 12 }, (_, index) => index + 1);
    const announced = fc.shuffledSubarray(all, { minLength: 1 });
    const owners = fc.array(fc.boolean(), { minLength: 13, maxLength: 13 });
    fc.assert(
      fc.property(announced, owners, (positions, isTheirs) => {
        const order = new FeedOrder();
        const taken = new Set<number>();
        let told = 0;
        let cursor: Cursor = { through: 0, known: 0 };
        for (const position of positions) {
          order.take(position);
          if (isTheirs[position] !== true) continue;
          const arrival = judgeArrival(cursor, position, order.after(told));
          told = Math.max(told, position);
          if (arrival !== 'next') continue;
          cursor = { through: position, known: position };
          taken.add(position);
        }
        const believed = all.filter((position) => isTheirs[position] === true && position <= cursor.through);
        expect(believed).toEqual([...taken].sort((one, other) => one - other));
      }),
    );
  });
});
