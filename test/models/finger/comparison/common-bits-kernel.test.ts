import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNTS, createCommonBitsKernel } from '../../../../models/finger/comparison/common-bits-kernel.ts';

const ROWS = 5;
const side = fc.integer({ min: 1, max: 20 }).chain((longWords) => {
  const rows = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), {
    minLength: 2 * longWords * ROWS,
    maxLength: 2 * longWords * ROWS,
  });
  return fc.record({ words: fc.constant(2 * longWords), one: fc.tuple(rows, rows), other: fc.tuple(rows, rows) });
});

const setInBoth = (a: Int32Array, b: Int32Array): number =>
  a.reduce((sum, word, at) => sum + ((word & b[at]!) >>> 0).toString(2).replaceAll('0', '').length, 0);

describe('common bits', () => {
  test('equal a count bit by bit', () => {
    fc.assert(
      fc.property(side, ({ words, one, other }) => {
        const kernel = createCommonBitsKernel(words, ROWS);
        const [oneBits, oneValid] = [Int32Array.from(one[0]), Int32Array.from(one[1])];
        const [otherBits, otherValid] = [Int32Array.from(other[0]), Int32Array.from(other[1])];
        kernel.put('one', oneBits, oneValid);
        kernel.put('other', otherBits, otherValid);
        const pairs = [0, 1, 2, 3, 4].flatMap((a) => [4, 2, 0].map((b) => [a, b] as const));
        for (const [a, b] of pairs) kernel.addPair(a, b);
        const counts = kernel.count();
        pairs.forEach(([a, b], pair) => {
          const row = (of: Int32Array, at: number) => of.subarray(at * words, (at + 1) * words);
          const got = counts.subarray(pair * COUNTS.each, (pair + 1) * COUNTS.each);
          expect(got[COUNTS.bits]).toBe(setInBoth(row(oneBits, a), row(otherBits, b)));
          expect(got[COUNTS.bitsOfOne]).toBe(setInBoth(row(oneBits, a), row(otherValid, b)));
          expect(got[COUNTS.bitsOfOther]).toBe(setInBoth(row(oneValid, a), row(otherBits, b)));
          expect(got[COUNTS.valid]).toBe(setInBoth(row(oneValid, a), row(otherValid, b)));
        });
        expect(kernel.count()).toHaveLength(0);
      }),
      { numRuns: 20 },
    );
  });

  test('refuses too many pairs or rows', () => {
    const kernel = createCommonBitsKernel(2, 2);
    for (let pair = 0; pair < 4; pair++) kernel.addPair(0, 1);
    expect(() => kernel.addPair(0, 0)).toThrow(RangeError);
    expect(() => kernel.put('one', new Int32Array(6), new Int32Array(6))).toThrow(RangeError);
    expect(() => createCommonBitsKernel(3, 1)).toThrow(RangeError);
  });

  test('are zero after wiping', () => {
    const kernel = createCommonBitsKernel(2, 1);
    const set = Int32Array.of(-1, -1);
    kernel.put('one', set, set);
    kernel.put('other', set, set);
    kernel.addPair(0, 0);
    expect([...kernel.count()]).toEqual([64, 64, 64, 64]);
    kernel.wipe();
    kernel.put('other', set, set);
    kernel.addPair(0, 0);
    expect([...kernel.count()]).toEqual([0, 0, 0, 0]);
  });
});
