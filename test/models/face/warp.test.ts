import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateImage, type Image } from '../../../hardware/device/image.ts';
import { type Affine, squareRegion } from '../../../models/face/affine.ts';
import { WARP_SAMPLES } from '../../../models/face/constants.ts';
import { warp } from '../../../models/face/warp.ts';
import { seededRandom } from './rendering/seeded-random.ts';

const SIDE = 9;

function noise(channelOrder: 'rgb' | 'grey', width = 23, height = 17): Image {
  const image = allocateImage(width, height, channelOrder);
  const random = seededRandom(7);
  image.data.forEach((_, at) => (image.data[at] = random.between(0, 256)));
  return image;
}

/** One bilinear sample of one channel, by definition; black outside; NaN at the rim, where rounding decides. */
function sample(image: Image, x: number, y: number, channel: number): number {
  if ([x, y, x - image.width + 1, y - image.height + 1].some((distance) => Math.abs(distance) < 1e-9))
    return Number.NaN;
  if (x < 0 || y < 0 || x > image.width - 1 || y > image.height - 1) return 0;
  const channels = image.channelOrder === 'rgb' ? 3 : 1;
  const pixel = (column: number, row: number): number => {
    const at = Math.min(row, image.height - 1) * image.width + Math.min(column, image.width - 1);
    return image.data[at * channels + (channels === 3 ? channel : 0)] ?? 0;
  };
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - left, y - top];
  const above = pixel(left, top) * (1 - u) + pixel(left + 1, top) * u;
  const below = pixel(left, top + 1) * (1 - u) + pixel(left + 1, top + 1) * u;
  return above * (1 - v) + below * v;
}

function naive(image: Image, { a, b, c, d, e, f }: Affine, samples: readonly (readonly [number, number])[]): number[] {
  const values: number[] = [];
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [across, down] of samples) {
          const [x, y] = [column + across, row + down];
          sum += sample(image, a * x + b * y + c, d * x + e * y + f, channel);
        }
        values.push((sum / samples.length - 127.5) / 128);
      }
    }
  }
  return values;
}

describe('warp', () => {
  const pixel = { offset: 127.5, divisor: 128 };

  it.each(['rgb', 'grey'] as const)('agrees with a naive reference on a %s image', (channelOrder) => {
    const image = noise(channelOrder);
    const centre = fc.double({ min: -5, max: 25, noNaN: true });
    fc.assert(
      fc.property(centre, centre, fc.double({ min: 1, max: 12, noNaN: true }), centre, (x, y, size, angle) => {
        const map = squareRegion(x, y, size, angle, SIDE);
        const out = new Float32Array(SIDE * SIDE * 3);
        warp(image, map, SIDE, pixel, out);
        const expected = naive(image, map, [[0, 0]]);
        expected.forEach((value, at) => Number.isNaN(value) || expect(out[at]).toBeCloseTo(value, 4));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [18, 2],
    [40, 4],
  ])('averages samples of a balanced pattern when %i px are reduced to 9', (size, count) => {
    const samples = WARP_SAMPLES.map(({ at }) => at).find(({ length }) => length === count) ?? [];
    for (const axis of [0, 1] as const) expect(samples.reduce((sum, place) => sum + place[axis], 0)).toBe(0);
    const image = noise('rgb', 64, 64);
    const map = squareRegion(31, 30, size, 0.3, SIDE);
    const out = new Float32Array(SIDE * SIDE * 3);
    warp(image, map, SIDE, pixel, out);
    const expected = naive(image, map, samples);
    out.forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? 0, 4));
  });

  it('reproduces the image under the identity and writes only its own part of the buffer', () => {
    const image = noise('rgb', SIDE, SIDE);
    const length = SIDE * SIDE * 3;
    const out = new Float32Array(3 * length).fill(42);
    warp(image, { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 }, SIDE, { offset: 0, divisor: 1 }, out, length);
    expect([...out.subarray(length, 2 * length)]).toEqual([...image.data]);
    expect(new Set([...out.subarray(0, length), ...out.subarray(2 * length)])).toEqual(new Set([42]));
  });
});
