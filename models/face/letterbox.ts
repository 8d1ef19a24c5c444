import type { Image } from '../../hardware/device/image.ts';
import { COLUMNS_SKIPPED_FROM, ROWS_SKIPPED_FROM } from './constants.ts';
import { type PixelEncoding, warp } from './warp.ts';

/** Position of an image in a square tensor: `image px = (tensor px + 0.5) * scale - 0.5 - margin`. */
export interface Letterbox {
  /** Image px per tensor px. */
  readonly scale: number;
  /** Black margin before the first column and row of the image, image px. */
  readonly margin: number;
}

/** The letterbox that shows the whole image, with a margin of `marginShare` of its longer side on all sides. */
export function letterboxOf(image: Image, side: number, marginShare: number): Letterbox {
  const longer = Math.max(image.width, image.height);
  return { scale: (longer * (1 + 2 * marginShare)) / side, margin: longer * marginShare };
}

/**
 * Fits the whole image into a `side` x `side` x 3 tensor, float32, RGB, its rest black. A smaller image is the average
 * of the image pixels in each tensor pixel. Every second row and column is skipped if at least eight samples remain. A
 * larger image is sampled bilinearly.
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
  const edge = (tensorPx: number, end: number): number =>
    Math.max(0, Math.min(end, Math.round(tensorPx * scale - margin)));
  const columnEdges = Int32Array.from({ length: side + 1 }, (_, column) => edge(column, width));
  const rowStep = scale >= ROWS_SKIPPED_FROM ? 2 : 1;
  const byteStep = scale >= COLUMNS_SKIPPED_FROM ? 6 : 3;
  out.fill(black);
  for (let row = 0; row < side; row++) {
    const top = edge(row, height);
    const bottom = edge(row + 1, height);
    if (bottom <= top) continue;
    for (let column = 0; column < side; column++) {
      const left = columnEdges[column]!;
      const right = columnEdges[column + 1]!;
      if (right <= left) continue;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = top; y < bottom; y += rowStep) {
        for (let at = (y * width + left) * 3, end = (y * width + right) * 3; at < end; at += byteStep) {
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      const pixels = Math.ceil((bottom - top) / rowStep) * Math.ceil((3 * (right - left)) / byteStep);
      const weight = gain / pixels;
      const at = (row * side + column) * 3;
      out[at] = red * weight + black;
      out[at + 1] = green * weight + black;
      out[at + 2] = blue * weight + black;
    }
  }
}
