import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSearch, namesIn } from './byte-search.ts';

test('byte search: finds the same as a plain search, at any position', () => {
  const few = fc.uint8Array({ minLength: 0, maxLength: 300, max: 2 });
  const needle = fc.uint8Array({ minLength: 4, maxLength: 9, max: 2 });
  fc.assert(
    fc.property(few, fc.array(needle, { minLength: 1, maxLength: 8 }), (bytes, wanted) => {
      const needles = wanted.map((one, index) => ({ name: String(index), bytes: one }));
      const plain = needles
        .filter((one) => Buffer.from(bytes).includes(Buffer.from(one.bytes)))
        .map(({ name }) => name);
      expect([...namesIn(bytes, needles)].sort()).toEqual(plain.sort());
    }),
    { numRuns: 1_000 },
  );
});

test('byte search: finds high bytes at the start, middle and end, with their position', () => {
  const bytes = Uint8Array.of(255, 254, 253, 252, 0, 255, 254, 253, 252, 255, 254, 253, 252);
  const found = createSearch([{ name: 'high', bytes: Uint8Array.of(255, 254, 253, 252) }]).in(bytes);
  expect([...found].map(({ offset }) => offset)).toEqual([0, 5, 9]);
});

test('byte search: refuses needles that are too short', () => {
  expect(() => createSearch([{ name: 'three', bytes: new Uint8Array(3) }])).toThrow(RangeError);
});
