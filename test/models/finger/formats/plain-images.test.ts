import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPgm, writePgm } from '../../../../models/finger/formats/pgm.ts';
import { readRawImage } from '../../../../models/finger/formats/raw-image.ts';
import { damaged } from './damage.ts';
import { ridges } from './ridges.ts';

const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('raw pixels', () => {
  test('are copied', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const read = readRawImage(bytes, 3, 2, 500);
    bytes.fill(0);
    expect(read).toMatchObject({ kind: 'decoded', resolutionPpi: 500, image: { width: 3, height: 2 } });
    expect(read.kind === 'decoded' && [...read.image.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });
  test.each([
    [5, 3, 2, 'truncated'],
    [7, 3, 2, 'malformed'],
    [0, 0, 2, 'unsupported-size'],
    [4000, 4000, 1, 'unsupported-size'],
    [2, 1.5, 2, 'unsupported-size'],
    [2, Number.NaN, 2, 'unsupported-size'],
    [2, -1, -2, 'unsupported-size'],
  ])('are refused when they are %i bytes for %f x %f', (length, width, height, reason) => {
    expect(readRawImage(new Uint8Array(length), width, height, 500)).toEqual({ kind: 'unreadable', reason });
  });
});

describe('PGM', () => {
  test('image is equal after writing and reading', () => {
    const image = ridges(90, 70);
    expect(readPgm(writePgm(image))).toEqual({ kind: 'decoded', image, resolutionPpi: undefined });
  });
  test('header may be separated by comments and any white space', () => {
    const read = readPgm(latin('P5 # a comment\n#another\r 2\t\n2 #third\n255\nabcd'));
    expect(read.kind === 'decoded' && read.image.data).toEqual(latin('abcd'));
  });
  test.each([
    ['', 'malformed'],
    ['P6\n1 1\n255\nabc', 'malformed'],
    ['P5\n1 1\n65535\nab', 'unsupported'],
    ['P5\n3 3\n255\nab', 'truncated'],
    ['P5\n1 1\n255\nab', 'malformed'],
    ['P5\n99999 99999\n255\nab', 'unsupported-size'],
    [`P5${' '.repeat(100_000)}`, 'unsupported'],
    [`P5${'#'.repeat(250)}`, 'unsupported'],
  ])('header %j is refused', (text, reason) => {
    expect(readPgm(latin(text))).toEqual({ kind: 'unreadable', reason });
  });
  test('file never causes an exception when damaged', () => {
    fc.assert(
      fc.property(damaged(writePgm(ridges(12, 9))), (file) => {
        expect(['decoded', 'unreadable']).toContain(readPgm(file).kind);
      }),
      { numRuns: 3000 },
    );
  });
});
