import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteCursor } from '../../../../models/finger/formats/byte-cursor.ts';
import { ByteWriter } from '../../../../models/finger/formats/byte-writer.ts';

test('byte cursor: written numbers of any width are read back', () => {
  const number = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.tuple(
      fc.constant(width),
      fc.maxSafeNat().map((value) => value % 256 ** width),
    ),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 600 }), (numbers) => {
      const writer = new ByteWriter();
      for (const [width, value] of numbers) writer.unsigned(value, width);
      const cursor = new ByteCursor(writer.finish());
      expect(numbers.map(([width]) => cursor.unsigned(width))).toEqual(numbers.map(([, value]) => value));
      expect([cursor.remaining, cursor.overrun]).toEqual([0, false]);
    }),
  );
});

test('byte cursor: a read past the end returns zero and sets overrun permanently', () => {
  const cursor = new ByteCursor(Uint8Array.of(1, 2, 3));
  expect(cursor.u16()).toBe(0x0102);
  expect(cursor.u16()).toBe(0);
  expect(cursor.overrun).toBe(true);
  expect(cursor.take(0)).toHaveLength(0);
  expect([cursor.u8(), cursor.overrun]).toEqual([0, true]);
  expect(new ByteCursor(Uint8Array.of(1)).take(2)).toHaveLength(0);
});

test.each([-1, 256, 0.5, Number.NaN])('byte writer: refuses %f as a byte', (value) => {
  expect(() => new ByteWriter().u8(value)).toThrow(RangeError);
});
