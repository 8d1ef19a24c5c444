import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImageRead } from '../../../../../models/finger/formats/image-read.ts';
import { decodeWsq } from '../../../../../models/finger/formats/wsq/decode.ts';
import {
  ARCHIVE_BITS_PER_PIXEL,
  encodeWsq,
  FINE_BITS_PER_PIXEL,
} from '../../../../../models/finger/formats/wsq/encode.ts';
import { flat, psnr, ridges } from '../ridges.ts';
import { reasonOf, segmentsOf, without, withPatch } from './wsq-file.ts';

const ARCHIVE = { resolutionPpi: 500, bitsPerPixel: ARCHIVE_BITS_PER_PIXEL };

function decoded(read: ImageRead) {
  if (read.kind !== 'decoded') throw new Error(`unreadable: ${read.reason}`);
  return read;
}

describe('WSQ round trip', () => {
  test('preserves size, content and resolution of images with odd and even, wide and narrow sides', () => {
    const side = fc.integer({ min: 64, max: 210 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 6 }), (width, height, seed) => {
        const image = ridges(width, height, seed);
        const read = decoded(decodeWsq(encodeWsq(image, { resolutionPpi: 1000, bitsPerPixel: FINE_BITS_PER_PIXEL })));
        expect(read.image).toMatchObject({ width, height, channelOrder: 'grey', ownership: 'owned' });
        expect(read.resolutionPpi).toBe(1000);
        expect(psnr(image.data, read.image.data)).toBeGreaterThan(36);
      }),
      { numRuns: 40 },
    );
  });

  test('gives a larger file and a closer copy with more bits per pixel', () => {
    const image = ridges(300, 260);
    const made = [0.3, 0.75, 1.5, 2.25, 4].map((bitsPerPixel) => {
      const file = encodeWsq(image, { resolutionPpi: 500, bitsPerPixel });
      return { bytes: file.length, psnr: psnr(image.data, decoded(decodeWsq(file)).image.data) };
    });
    for (const measure of ['bytes', 'psnr'] as const) {
      const values = made.map((one) => one[measure]);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
    expect(made[1]?.psnr).toBeGreaterThan(34);
    expect(made[4]?.psnr).toBeGreaterThan(45);
  });

  test.each([0, 1, 128, 255])('is exact for a flat image of level %i', (level) => {
    const read = decoded(decodeWsq(encodeWsq(flat(97, 130, level), ARCHIVE)));
    expect(read.image.data.every((pixel) => pixel === level)).toBe(true);
  });

  test('preserves a single spot on white paper', () => {
    const image = flat(128, 128, 250);
    image.data[64 * 128 + 64] = 0;
    const read = decoded(decodeWsq(encodeWsq(image, { resolutionPpi: 500, bitsPerPixel: 5 })));
    expect(psnr(image.data, read.image.data)).toBeGreaterThan(40);
  });

  test('preserves noise, which needs escapes and long codes', () => {
    const noise = fc.uint8Array({ minLength: 64 * 64, maxLength: 64 * 64 });
    fc.assert(
      fc.property(noise, fc.double({ min: 0.1, max: 5, noNaN: true }), (pixels, bitsPerPixel) => {
        const image = flat(64, 64, 0);
        image.data.set(pixels);
        const read = decoded(decodeWsq(encodeWsq(image, { resolutionPpi: 500, bitsPerPixel })));
        expect(read.image.width).toBe(64);
      }),
      { numRuns: 60 },
    );
  });

  test('does not change the caller’s image', () => {
    const image = ridges(80, 80);
    const before = image.data.slice();
    encodeWsq(image, ARCHIVE);
    expect(image.data).toEqual(before);
  });
});

describe('the WSQ encoder refuses', () => {
  test.each([
    ['too small', flat(63, 100, 0), 0.75],
    ['too large', flat(100, 2001, 0), 0.75],
    ['a rate of 0', flat(100, 100, 0), 0],
    ['a rate of 8', flat(100, 100, 0), 8],
    ['a rate of NaN', flat(100, 100, 0), Number.NaN],
  ])('%s', (_, image, bitsPerPixel) => {
    expect(() => encodeWsq(image, { resolutionPpi: 500, bitsPerPixel })).toThrow(RangeError);
  });
  test('a colour image', () => {
    const colour = { ...flat(192, 100, 0), width: 64, channelOrder: 'rgb' as const };
    expect(() => encodeWsq(colour, ARCHIVE)).toThrow(RangeError);
  });
});

describe('the WSQ decoder', () => {
  const file = encodeWsq(ridges(96, 80), ARCHIVE);
  const at = (marker: number) => segmentsOf(file).find((segment) => segment.marker === marker)?.start ?? 0;
  const [frame, bins, filters, huffman, block] = [0xffa2, 0xffa5, 0xffa4, 0xffa6, 0xffa3].map(at) as [
    number,
    number,
    number,
    number,
    number,
  ];

  test.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['another format', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'malformed'],
    ['only a start', Uint8Array.of(0xff, 0xa0), 'truncated'],
    ['no end', file.slice(0, -2), 'truncated'],
    ['an end before any block', Uint8Array.of(0xff, 0xa0, 0xff, 0xa1), 'malformed'],
    ['65,535 columns', withPatch(file, frame + 8, [0xff, 0xff]), 'unsupported-size'],
    ['65,535 rows', withPatch(file, frame + 6, [0xff, 0xff]), 'unsupported-size'],
    ['2,001 columns', withPatch(file, frame + 8, [0x07, 0xd1]), 'unsupported-size'],
    ['no rows', withPatch(file, frame + 6, [0, 0]), 'unsupported-size'],
    ['2,000 x 2,000 px with the data of 96 x 80', withPatch(file, frame + 6, [0x07, 0xd0, 0x07, 0xd0]), 'malformed'],
    ['fewer columns than coefficients', withPatch(file, frame + 8, [0, 90]), 'malformed'],
    ['an even filter', withPatch(file, filters + 4, [8]), 'unsupported'],
    ['a filter of 255 taps', withPatch(file, filters + 4, [255]), 'unsupported'],
    ['a tap below the minimum', withPatch(file, filters + 7, [12]), 'unsupported'],
    ['a bin below the minimum', withPatch(file, bins + 7, [40]), 'unsupported'],
    ['a Huffman table past the end of its segment', withPatch(file, huffman + 5, [200]), 'malformed'],
    ['a Huffman table that does not exist', withPatch(file, block + 4, [7]), 'malformed'],
    ['a Huffman table with more codes than bits allow', withPatch(file, huffman + 5, [3]), 'malformed'],
    ['a segment longer than the file', withPatch(file, filters + 2, [0xff, 0xff]), 'truncated'],
    ['a segment of no length', withPatch(file, filters + 2, [0, 0]), 'unsupported'],
    ['an unknown marker', withPatch(file, filters, [0xff, 0xe0]), 'malformed'],
    [
      'two frames',
      Uint8Array.from([...file.slice(0, frame), ...file.slice(frame, frame + 19), ...file.slice(frame)]),
      'malformed',
    ],
    ['no frame', without(file, 0xffa2), 'malformed'],
    ['no bins', without(file, 0xffa5), 'malformed'],
    ['no filters', without(file, 0xffa4), 'malformed'],
    ['no Huffman tables', without(file, 0xffa6), 'malformed'],
  ])('refuses %s', (_, lying, reason) => {
    expect(reasonOf(decodeWsq(lying))).toBe(reason);
  });

  test('accepts a file with its own filters: padded with zeros to 13 and 11 taps they give the same picture', () => {
    const [start, end] = [filters, filters + 60];
    const halves = [...file.slice(start + 6, end)];
    const zeros = [0, 0, 0, 0, 0, 0];
    const table = [0xff, 0xa4, 0, 4 + 6 * 13, 13, 11, ...halves.slice(0, 30), ...zeros, ...zeros];
    const padded = [...file.slice(0, start), ...table, ...halves.slice(30), ...zeros, ...zeros, ...file.slice(end)];
    expect(decoded(decodeWsq(Uint8Array.from(padded))).image).toEqual(decoded(decodeWsq(file)).image);
  });

  test('refuses too many comments or blocks', () => {
    const comment = [0xff, 0xa8, 0, 2];
    const comments = Uint8Array.from([0xff, 0xa0, ...Array.from({ length: 50_000 }, () => comment).flat()]);
    expect(reasonOf(decodeWsq(comments))).toBe('malformed');
    const [emptyBlock, end] = [[0xff, 0xa3, 0, 3, 0], file.length - 2];
    const blocks = Array.from({ length: 40 }, () => emptyBlock).flat();
    expect(reasonOf(decodeWsq(Uint8Array.from([...file.slice(0, end), ...blocks, 0xff, 0xa1])))).toBe('malformed');
  });

  test('returns only a plausible resolution from a comment', () => {
    const resolutionOf = (text: string) => {
      const rest = without(file, 0xffa8).slice(2);
      const comment = [0xff, 0xa8, 0, text.length + 2, ...Buffer.from(text, 'latin1')];
      return decoded(decodeWsq(Uint8Array.from([0xff, 0xa0, ...comment, ...rest]))).resolutionPpi;
    };
    expect(resolutionOf('NIST_COM 2\nPPI 500')).toBe(500);
    expect(resolutionOf('NIST_COM 2\nPPI 500\nLOSSY 1')).toBe(500);
    expect(resolutionOf('NIST_COM 2\nPPI -1')).toBeUndefined();
    expect(resolutionOf('NIST_COM 2\nPPI 0')).toBeUndefined();
    expect(resolutionOf('NIST_COM 2\nPPI 99999')).toBeUndefined();
    expect(resolutionOf('hello\nPPI 500')).toBeUndefined();
    expect(resolutionOf('')).toBeUndefined();
  });
});
