import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Minutia } from '../../../../models/finger/formats/minutia.ts';
import {
  type CardFormat,
  readCardMinutiae,
  writeCardMinutiae,
} from '../../../../models/finger/formats/minutiae-card.ts';

const ONE: Minutia = { xPx: 100, yPx: 50, directionRad: Math.PI / 2, type: 'bifurcation', quality: undefined };

test('minutiae card: bytes are at the positions of the standard: 100 px at 500 ppi are 5.08 mm', () => {
  expect([...writeCardMinutiae([ONE], 'compact', 500)]).toEqual([51, 25, 0x80 + 16]);
  expect([...writeCardMinutiae([ONE], 'normal', 500)]).toEqual([0x81, 0xfc, 0, 0xfe, 64]);
});

test.each<[CardFormat, number, number]>([
  ['normal', 0.1, 256],
  ['compact', 1, 64],
])('minutiae card, %s: minutiae are read back within one unit', (format, tolerancePx, directionSteps) => {
  const minutia = fc.record({
    xPx: fc.double({ min: 0, max: 480, noNaN: true }),
    yPx: fc.double({ min: 0, max: 480, noNaN: true }),
    directionRad: fc.nat({ max: directionSteps - 1 }).map((step) => (step * 2 * Math.PI) / directionSteps),
    type: fc.constantFrom('ending' as const, 'bifurcation' as const, 'other' as const),
    quality: fc.constant(undefined),
  });
  fc.assert(
    fc.property(fc.array(minutia, { maxLength: 80 }), (minutiae) => {
      const read = readCardMinutiae(writeCardMinutiae(minutiae, format, 500), format, 500);
      if (read.kind !== 'read') throw new Error(read.reason);
      expect(read.minutiae.map(({ type, directionRad }) => [type, directionRad])).toEqual(
        minutiae.map(({ type, directionRad }) => [type, directionRad]),
      );
      for (const [index, { xPx, yPx }] of read.minutiae.entries()) {
        expect(Math.abs(xPx - (minutiae[index]?.xPx ?? 0))).toBeLessThan(tolerancePx);
        expect(Math.abs(yPx - (minutiae[index]?.yPx ?? 0))).toBeLessThan(tolerancePx);
      }
    }),
  );
});

test('minutiae card: refuses an incomplete minutia, the reserved type and too many minutiae', () => {
  const read = (bytes: Uint8Array<ArrayBuffer>, format: CardFormat) => readCardMinutiae(bytes, format, 500);
  expect(read(new Uint8Array(4), 'compact')).toEqual({ kind: 'unreadable', reason: 'truncated' });
  expect(read(new Uint8Array(6), 'normal')).toEqual({ kind: 'unreadable', reason: 'truncated' });
  expect(read(Uint8Array.of(0, 0, 0xc0), 'compact')).toEqual({ kind: 'unreadable', reason: 'malformed' });
  expect(read(Uint8Array.of(0xc0, 0, 0, 0, 0), 'normal')).toEqual({ kind: 'unreadable', reason: 'malformed' });
  expect(read(new Uint8Array(256 * 3), 'compact')).toEqual({ kind: 'unreadable', reason: 'malformed' });
});

test('minutiae card: refuses to write values beyond its range', () => {
  expect(() => writeCardMinutiae([{ ...ONE, xPx: 600 }], 'compact', 500)).toThrow(RangeError);
  expect(() => writeCardMinutiae([{ ...ONE, yPx: Number.NaN }], 'normal', 500)).toThrow(RangeError);
  expect(() =>
    writeCardMinutiae(
      Array.from({ length: 256 }, () => ONE),
      'normal',
      500,
    ),
  ).toThrow(RangeError);
});
