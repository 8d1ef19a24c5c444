import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Minutia } from '../../../../models/finger/formats/minutia.ts';
import {
  type MinutiaeRecord,
  readMinutiaeRecord,
  writeMinutiaeRecord,
} from '../../../../models/finger/formats/minutiae-record.ts';
import { damaged } from './damage.ts';
import { dataFiles, needed, testWithData } from './finger-data.ts';

const WIDTH = 300;
const HEIGHT = 400;

const minutia: fc.Arbitrary<Minutia> = fc.record({
  xPx: fc.nat({ max: WIDTH - 1 }),
  yPx: fc.nat({ max: HEIGHT - 1 }),
  directionRad: fc.nat({ max: 255 }).map((step) => (step * 2 * Math.PI) / 256),
  type: fc.constantFrom('ending', 'bifurcation', 'other'),
  quality: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});
const record: fc.Arbitrary<MinutiaeRecord> = fc.record({
  widthPx: fc.constant(WIDTH),
  heightPx: fc.constant(HEIGHT),
  resolutionPpi: fc.constantFrom(500, 569, 254),
  views: fc.array(
    fc.record({
      position: fc.nat({ max: 10 }),
      viewNumber: fc.nat({ max: 15 }),
      impression: fc.nat({ max: 15 }),
      quality: fc.nat({ max: 100 }),
      minutiae: fc.array(minutia, { maxLength: 60 }),
    }),
    { maxLength: 4 },
  ),
});

const SMALL: MinutiaeRecord = {
  widthPx: WIDTH,
  heightPx: HEIGHT,
  resolutionPpi: 500,
  views: [
    {
      position: 7,
      viewNumber: 1,
      impression: 8,
      quality: 90,
      minutiae: [
        { xPx: 10, yPx: 20, directionRad: Math.PI / 2, type: 'ending', quality: undefined },
        { xPx: 299, yPx: 399, directionRad: 0, type: 'bifurcation', quality: 77 },
      ],
    },
  ],
};

/** `SMALL` by hand, ISO/IEC 19794-2:2005 tables 2 to 5. */
const SMALL_BYTES = Uint8Array.from(
  Buffer.from(
    [
      '464d5200 20323000 0000002a 0000 012c 0190 00c5 00c5 01 00',
      '07 18 5a 02',
      '400a 0014 40 00',
      '812b 018f 00 4d',
      '0000',
    ]
      .join('')
      .replaceAll(' ', ''),
    'hex',
  ),
);

test('minutiae record: bytes are at the positions of the standard', () => {
  expect(writeMinutiaeRecord(SMALL)).toEqual(SMALL_BYTES);
  expect(readMinutiaeRecord(SMALL_BYTES)).toEqual({ kind: 'read', record: SMALL });
});

test('minutiae record: a written record is read back', () => {
  fc.assert(
    fc.property(record, (written) => {
      expect(readMinutiaeRecord(writeMinutiaeRecord(written))).toEqual({ kind: 'read', record: written });
    }),
    { numRuns: 500 },
  );
});

for (const folder of ['DB1_B', 'DB2_B', 'DB3_B', 'DB4_B'].map((database) => `finger/fvc2002/${database}`)) {
  testWithData(folder)(
    `minutiae record: a commercial extractor’s templates in ${folder} are reproduced byte for byte`,
    () => {
      const paths = dataFiles(folder, '.iso');
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) {
        const file = needed(path);
        const read = readMinutiaeRecord(file);
        if (read.kind !== 'read') throw new Error(`${path} is unreadable: ${read.reason}`);
        expect(writeMinutiaeRecord(read.record)).toEqual(file);
        expect(read.record.views[0]?.minutiae.length).toBeGreaterThan(0);
      }
    },
  );
}

test('minutiae record: extended data is skipped', () => {
  const extended = Uint8Array.from([...SMALL_BYTES.slice(0, -2), 0, 6, 0, 1, 0, 6, 1, 2]);
  extended[11] = extended.length;
  expect(readMinutiaeRecord(extended)).toEqual({ kind: 'read', record: SMALL });
});

describe('minutiae record', () => {
  const patched = (offset: number, ...bytes: number[]) => {
    const copy = Uint8Array.from(SMALL_BYTES);
    copy.set(bytes, offset);
    return copy;
  };
  test.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['half', SMALL_BYTES.slice(0, 30), 'truncated'],
    ['a length beyond the bytes', patched(8, 0xff, 0xff, 0xff, 0xff), 'truncated'],
    ['a length that cuts a view off', patched(8, 0, 0, 0, 30), 'truncated'],
    ['a length below the header', patched(8, 0, 0, 0, 4), 'malformed'],
    ['another format', patched(0, 0x46, 0x49), 'malformed'],
    ['another edition', patched(4, 0x30), 'malformed'],
    ['no columns', patched(14, 0, 0), 'malformed'],
    ['a minutia right of the image', patched(14, 0, 100), 'malformed'],
    ['a minutia below the image', patched(16, 0, 100), 'malformed'],
    ['pixels that are not square', patched(18, 0, 100), 'unsupported'],
    ['no resolution', patched(18, 0, 0, 0, 0), 'unsupported'],
    ['a count above the number of views', patched(22, 2), 'truncated'],
    ['an eleventh finger', patched(24, 11), 'malformed'],
    ['a quality beyond the scale', patched(26, 101), 'malformed'],
    ['a count above the number of minutiae', patched(27, 255), 'truncated'],
    ['the reserved type', patched(28, 0xc0), 'malformed'],
    ['a minutia’s quality beyond the scale', patched(33, 101), 'malformed'],
    ['extended data beyond the record', patched(40, 0, 1), 'truncated'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(readMinutiaeRecord(bytes)).toEqual({ kind: 'unreadable', reason });
  });

  test.each<[string, Partial<Minutia>]>([
    ['outside', { xPx: WIDTH }],
    ['above', { yPx: -1 }],
    ['nowhere', { xPx: Number.NaN }],
  ])('refuses to write a minutia %s', (_, wrong) => {
    const [view] = SMALL.views;
    const bad = { ...view?.minutiae[0], ...wrong } as Minutia;
    const views = SMALL.views.map((one) => ({ ...one, minutiae: [bad] }));
    expect(() => writeMinutiaeRecord({ ...SMALL, views })).toThrow(RangeError);
  });
});

test('minutiae record: a damaged record never throws, and minutiae lie inside the image', () => {
  const arbitrary = record.chain((written) => damaged(writeMinutiaeRecord(written)));
  fc.assert(
    fc.property(arbitrary, (bytes) => {
      const read = readMinutiaeRecord(bytes);
      if (read.kind === 'unreadable') return;
      const { widthPx, heightPx, views } = read.record;
      for (const { xPx, yPx } of views.flatMap(({ minutiae }) => minutiae)) {
        expect(xPx < widthPx && yPx < heightPx).toBe(true);
      }
    }),
    { numRuns: 5000 },
  );
});
