import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_SIDE_PX } from '../../../../../models/finger/formats/image-read.ts';
import { decodeWsq } from '../../../../../models/finger/formats/wsq/decode.ts';
import { encodeWsq } from '../../../../../models/finger/formats/wsq/encode.ts';
import { repetitions } from '../../../../support/extent.ts';
import { damaged } from '../damage.ts';
import { ridges } from '../ridges.ts';
import { segmentsOf, withPatch } from './wsq-file.ts';

const RUNS = repetitions(1_500, 20_000);

function survives(file: Uint8Array<ArrayBuffer>): void {
  const read = decodeWsq(file);
  if (read.kind === 'unreadable') return;
  expect(Math.max(read.image.width, read.image.height)).toBeLessThanOrEqual(LONGEST_SIDE_PX);
  expect(read.image.data.length).toBe(read.image.width * read.image.height);
}

test('WSQ decoder: a damaged file does not throw, hang or give an image above the limit', () => {
  const file = encodeWsq(ridges(70, 66), { resolutionPpi: 500, bitsPerPixel: 0.75 });
  fc.assert(fc.property(damaged(file), survives), { numRuns: RUNS });
});

test('WSQ decoder: damaged tables do not throw, hang or give an image above the limit', () => {
  const file = encodeWsq(ridges(66, 70), { resolutionPpi: 500, bitsPerPixel: 0.5 });
  const tables = segmentsOf(file).at(-1)?.end ?? 0;
  const patches = fc.array(fc.tuple(fc.nat({ max: tables }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
  const damage = patches.map((all) => all.reduce((copy, [at, byte]) => withPatch(copy, at, [byte]), file));
  fc.assert(fc.property(damage, survives), { numRuns: RUNS });
});

test('WSQ decoder: random bytes after a start of image do not throw, hang or give an image above the limit', () => {
  const bytes = fc.uint8Array({ maxLength: 600 }).map((rest) => Uint8Array.from([0xff, 0xa0, ...rest]));
  fc.assert(fc.property(bytes, survives), { numRuns: RUNS });
});

test('WSQ decoder: a file of half a kilobyte that states the largest size costs no more than a complete one', () => {
  const small = encodeWsq(ridges(66, 70), { resolutionPpi: 500, bitsPerPixel: 0.5 });
  const frame = segmentsOf(small).find(({ marker }) => marker === 0xffa2)?.start ?? 0;
  survives(withPatch(small, frame + 6, [0x07, 0xd0, 0x07, 0xd0]));
});
