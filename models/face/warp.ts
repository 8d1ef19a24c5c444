import type { Image } from '../../hardware/image.ts';
import { type Affine, scaleOf } from './affine.ts';
import { SHRINK_FOR_4_SAMPLES, SHRINK_FOR_9_SAMPLES } from './constants.ts';

/** How a network wants its pixels: `(sample - offset) / divisor` of a sample 0..255. */
export interface PixelEncoding {
  readonly offset: number;
  readonly divisor: number;
}

/**
 * Samples the image bilinearly through `map` (output px to image px) into a `side` x `side` x 3 tensor, float32, RGB,
 * row-major, at `out[outAt]` onwards. Outside the image lies black. A grey image fills the three channels alike.
 *
 * Where an output pixel spans several image pixels, 2 x 2 or 3 x 3 samples are averaged: bilinear sampling alone would
 * read a sparse grid of a sharp frame and pass its noise on.
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
  const samples = shrink < SHRINK_FOR_4_SAMPLES ? 1 : shrink < SHRINK_FOR_9_SAMPLES ? 2 : 3;
  out.fill(0, outAt, outAt + side * side * 3);
  for (let row = 0; row < samples; row++) {
    for (let column = 0; column < samples; column++) {
      const dx = (column + 0.5) / samples - 0.5;
      const dy = (row + 0.5) / samples - 0.5;
      const c = map.c + map.a * dx + map.b * dy;
      const f = map.f + map.d * dx + map.e * dy;
      if (image.channelOrder === 'rgb') addColour(image, map, c, f, side, out, outAt);
      else addGrey(image, map, c, f, side, out, outAt);
    }
  }
  const scale = 1 / (pixel.divisor * samples * samples);
  const shift = 0 - pixel.offset / pixel.divisor;
  for (let at = outAt, end = outAt + side * side * 3; at < end; at++) out[at] = out[at]! * scale + shift;
}

function addColour(
  { data, width, height }: Image,
  { a, b, d, e }: Affine,
  c: number,
  f: number,
  side: number,
  out: Float32Array,
  outAt: number,
): void {
  const stride = width * 3;
  const right = width - 1;
  const bottom = height - 1;
  let at = outAt;
  for (let row = 0; row < side; row++) {
    let x = b * row + c;
    let y = e * row + f;
    for (let column = 0; column < side; column++, x += a, y += d, at += 3) {
      if (!(x >= 0 && y >= 0 && x <= right && y <= bottom)) continue;
      const left = x | 0;
      const top = y | 0;
      const u = x - left;
      const v = y - top;
      const p = top * stride + left * 3;
      const across = left < right ? 3 : 0;
      const q = top < bottom ? p + stride : p;
      const w11 = u * v;
      const w10 = u - w11;
      const w01 = v - w11;
      const w00 = 1 - u - w01;
      out[at] = out[at]! + data[p]! * w00 + data[p + across]! * w10 + data[q]! * w01 + data[q + across]! * w11;
      out[at + 1] =
        out[at + 1]! +
        data[p + 1]! * w00 +
        data[p + across + 1]! * w10 +
        data[q + 1]! * w01 +
        data[q + across + 1]! * w11;
      out[at + 2] =
        out[at + 2]! +
        data[p + 2]! * w00 +
        data[p + across + 2]! * w10 +
        data[q + 2]! * w01 +
        data[q + across + 2]! * w11;
    }
  }
}

function addGrey(
  { data, width, height }: Image,
  { a, b, d, e }: Affine,
  c: number,
  f: number,
  side: number,
  out: Float32Array,
  outAt: number,
): void {
  const right = width - 1;
  const bottom = height - 1;
  let at = outAt;
  for (let row = 0; row < side; row++) {
    let x = b * row + c;
    let y = e * row + f;
    for (let column = 0; column < side; column++, x += a, y += d, at += 3) {
      if (!(x >= 0 && y >= 0 && x <= right && y <= bottom)) continue;
      const left = x | 0;
      const top = y | 0;
      const u = x - left;
      const v = y - top;
      const p = top * width + left;
      const across = left < right ? 1 : 0;
      const q = top < bottom ? p + width : p;
      const above = data[p]! * (1 - u) + data[p + across]! * u;
      const below = data[q]! * (1 - u) + data[q + across]! * u;
      const value = above * (1 - v) + below * v;
      out[at] = out[at]! + value;
      out[at + 1] = out[at + 1]! + value;
      out[at + 2] = out[at + 2]! + value;
    }
  }
}
