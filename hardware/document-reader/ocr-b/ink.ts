/** Separates ink from paper by local brightness. */
import type { GreyPicture } from './grey-picture.ts';

/** Sauvola and Pietikäinen, "Adaptive document image binarization", 2000: threshold below the local mean. */
const SENSITIVITY = 0.22;
/**
 * Threshold as a share of the local mean: security background lines reflect two thirds as much as paper, black print a
 * fifth.
 */
const DARK_SHARE = 0.62;
/** Quantile of the deviations that stands for a window half full of ink. */
const STRONG_SHARE = 0.98;
/** Contrast of a picture that contains only noise. */
const MIN_DEVIATION = 12;

/**
 * `faint`: pixels darker than their surroundings, relative to the local contrast. `dark`: only pixels as dark as print on a
 * printed background.
 */
export type InkKind = 'faint' | 'dark';

/** 1 for ink, 0 for paper; `radiusPx` is about the height of a character. */
export function inkOf({ width, height, data }: GreyPicture, radiusPx: number, kind: InkKind): Uint8Array {
  const mean = new Float32Array(width * height);
  const deviation = new Float32Array(width * height);
  windows({ width, height, data }, radiusPx, mean, deviation);
  const strongest = Math.max(MIN_DEVIATION, quantile(deviation, STRONG_SHARE));
  const ink = new Uint8Array(width * height);
  for (let at = 0; at < ink.length; at++) {
    const share = kind === 'dark' ? DARK_SHARE : 1 + SENSITIVITY * (deviation[at]! / strongest - 1);
    ink[at] = data[at]! < share * mean[at]! ? 1 : 0;
  }
  return ink;
}

/** Mean and standard deviation of the square around each pixel, by running sums along columns and rows. */
function windows(picture: GreyPicture, radius: number, mean: Float32Array, deviation: Float32Array): void {
  const { width, height, data } = picture;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let rows = 0;
  const add = (row: number, sign: 1 | -1): void => {
    rows += sign;
    for (let x = 0, at = row * width; x < width; x++, at++) {
      const value = data[at]!;
      sums[x]! += sign * value;
      squares[x]! += sign * value * value;
    }
  };
  for (let row = 0; row < Math.min(radius, height); row++) add(row, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius - 1 >= 0) add(y - radius - 1, -1);
    let [sum, square, columns] = [0, 0, 0];
    for (let x = 0; x < Math.min(radius, width); x++) {
      sum += sums[x]!;
      square += squares[x]!;
      columns += 1;
    }
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (x + radius < width) {
        sum += sums[x + radius]!;
        square += squares[x + radius]!;
        columns += 1;
      }
      if (x - radius - 1 >= 0) {
        sum -= sums[x - radius - 1]!;
        square -= squares[x - radius - 1]!;
        columns -= 1;
      }
      const count = columns * rows;
      const average = sum / count;
      mean[at] = average;
      deviation[at] = Math.sqrt(Math.max(0, square / count - average * average));
    }
  }
}

/** Quantile of values from 0 to 128, to the nearest half. */
function quantile(values: Float32Array, share: number): number {
  const counts = new Uint32Array(257);
  for (const value of values) counts[Math.round(2 * value)]! += 1;
  let left = share * values.length;
  const at = counts.findIndex((count) => (left -= count) <= 0);
  return at / 2;
}
