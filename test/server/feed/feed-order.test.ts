import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedOrder } from '../../../server/feed/feed-order.ts';
import { judgeArrival, type Cursor } from '../../../server/ui/officer/state/transactions.ts';

describe('the order of the feed', () => {
  it('lets a console that was told of 3 take 9 as what follows, when all between was announced', () => {
    const order = new FeedOrder();
    for (const position of [3, 4, 5, 6, 7, 8, 9]) order.take(position);
    expect(order.after(9)).toBe(9);
    expect(order.after(3)).toBe(3);
  });
  it('says after a leap that something may be missing', () => {
    const order = new FeedOrder();
    for (const position of [1, 2, 5]) order.take(position);
    expect(order.after(2)).toBe(4);
    order.take(4);
    expect(order.after(2)).toBe(4);
    order.take(6);
    expect(order.after(5)).toBe(5);
  });
  it('never lets a console believe that it has what it was not told, in whatever order things are announced', () => {
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
