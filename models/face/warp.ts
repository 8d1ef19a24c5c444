import { channelsOf, type Image } from '../../hardware/device/image.ts';
import { type Affine, scaleOf } from './affine.ts';
import { WARP_SAMPLES } from './constants.ts';

/** Pixel encoding of a network: `(sample - offset) / divisor` for a sample of 0..255. */
export interface PixelEncoding {
  readonly offset: number;
  readonly divisor: number;
}

/**
 * Samples the image bilinearly through `map` (output px to image px) into a `side` x `side` x 3 tensor, float32, RGB,
 * row-major, from `out[outAt]` on. Pixels outside the image are black. A grey image fills the three channels equally.
 *
 * When an output pixel spans several image pixels, two or four samples are averaged: bilinear sampling alone would
 * read a sparse grid and keep the noise.
 */
export function warp(
  image: Image,
  map: Affine,
  side: number,
  pixel: PixelEncoding,
  out: Float32Array,
  outAt = 0,
): void {
  const shrink = scaleOf(map);
  const samples = WARP_SAMPLES.findLast(({ shrinkMin }) => shrink >= shrinkMin)?.at ?? [[0, 0]];
  out.fill(0, outAt, outAt + side * side * 3);
  for (let row = 0; row < side; row++) {
    for (const [across, down] of samples) {
      const line = row + down;
      const x = map.a * across + map.b * line + map.c;
      const y = map.d * across + map.e * line + map.f;
      addRow(image, x, y, map.a, map.d, side, out, outAt + row * side * 3);
    }
  }
  const scale = 1 / (pixel.divisor * samples.length);
  const shift = 0 - pixel.offset / pixel.divisor;
  for (let at = outAt, end = outAt + side * side * 3; at < end; at++) out[at] = out[at]! * scale + shift;
}

/** Adds one sample to each pixel of a row: at (x, y), (x + a, y + d) and so on, if the position is in the image. */
function addRow(
  image: Image,
  x: number,
  y: number,
  a: number,
  d: number,
  side: number,
  out: Float32Array,
  outAt: number,
): void {
  const { data, width, height } = image;
  const right = width - 1;
  const bottom = height - 1;
  const isInside = (column: number): boolean => {
    const [u, v] = [x + a * column, y + d * column];
    return u >= 0 && v >= 0 && u <= right && v <= bottom;
  };
  // The image is convex, so the part of a row inside it is contiguous.
  let [from, to] = [0, side];
  while (from < to && !isInside(from)) from++;
  while (from < to && !isInside(to - 1)) to--;

  const step = channelsOf(image.channelOrder);
  const [green, blue] = step === 3 ? [1, 2] : [0, 0];
  const stride = width * step;
  for (let column = from, at = outAt + 3 * from; column < to; column++, at += 3) {
    const pointX = x + a * column;
    const pointY = y + d * column;
    const left = pointX | 0;
    const top = pointY | 0;
    const u = pointX - left;
    const v = pointY - top;
    const p = top * stride + left * step;
    const q = left < right ? p + step : p;
    const below = top < bottom ? stride : 0;
    const r = p + below;
    const s = q + below;
    const w11 = u * v;
    const w10 = u - w11;
    const w01 = v - w11;
    const w00 = 1 - u - w01;
    out[at] = out[at]! + data[p]! * w00 + data[q]! * w10 + data[r]! * w01 + data[s]! * w11;
    out[at + 1] =
      out[at + 1]! + data[p + green]! * w00 + data[q + green]! * w10 + data[r + green]! * w01 + data[s + green]! * w11;
    out[at + 2] =
      out[at + 2]! + data[p + blue]! * w00 + data[q + blue]! * w10 + data[r + blue]! * w01 + data[s + blue]! * w11;
  }
}
