import type { Image } from '../../hardware/image.ts';
import { ROWS_SKIPPED_FROM } from './constants.ts';
import { type PixelEncoding, warp } from './warp.ts';

/** Where an image lies in a square tensor: `image px = (tensor px + 0.5) * scale - 0.5 - margin`. */
export interface Letterbox {
  /** Image px a tensor px spans. */
  readonly scale: number;
  /** Black px before the image's first column and row, in image px. */
  readonly margin: number;
}

/** The letterbox that shows the whole image, with a margin of `marginShare` of its longer side all round. */
export function letterboxOf(image: Image, side: number, marginShare: number): Letterbox {
  const longer = Math.max(image.width, image.height);
  return { scale: (longer * (1 + 2 * marginShare)) / side, margin: longer * marginShare };
}

/**
 * Fits the whole image into a `side` x `side` x 3 tensor, float32, RGB, its rest black. When it shrinks, image pixels are
 * averaged into the tensor pixel they fall in (of every second row only, once that still averages eight or more); else it
 * is sampled bilinearly.
 */
export function letterbox(image: Image, box: Letterbox, side: number, pixel: PixelEncoding, out: Float32Array): void {
  const { scale, margin } = box;
  if (scale < 2 || image.channelOrder === 'grey') {
    const shift = 0.5 * scale - 0.5 - margin;
    warp(image, { a: scale, b: 0, c: shift, d: 0, e: scale, f: shift }, side, pixel, out);
    return;
  }
  const { data, width, height } = image;
  const black = 0 - pixel.offset / pixel.divisor;
  const gain = 1 / pixel.divisor;
  out.fill(black);
  const rowStep = scale >= ROWS_SKIPPED_FROM ? 2 : 1;
  const first = Math.max(0, Math.floor(margin / scale));
  for (let row = first; row < side; row++) {
    const top = Math.max(0, Math.round(row * scale - margin));
    const bottom = Math.min(height, Math.round((row + 1) * scale - margin));
    if (bottom <= top) continue;
    for (let column = first; column < side; column++) {
      const left = Math.max(0, Math.round(column * scale - margin));
      const right = Math.min(width, Math.round((column + 1) * scale - margin));
      if (right <= left) continue;
      let red = 0;
      let green = 0;
      let blue = 0;
      let pixels = 0;
      for (let y = top; y < bottom; y += rowStep) {
        pixels += right - left;
        for (let at = (y * width + left) * 3, end = (y * width + right) * 3; at < end; at += 3) {
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      const weight = gain / pixels;
      const at = (row * side + column) * 3;
      out[at] = red * weight + black;
      out[at + 1] = green * weight + black;
      out[at + 2] = blue * weight + black;
    }
  }
}
