import { CODED_SUBBANDS } from './constants.ts';
import type { Band } from './decomposition-tree.ts';

/**
 * Sum of the four coarsest variances below which whole subbands are measured, because the finger may not fill the
 * middle.
 */
const LITTLE_ENERGY = 20_000;

/**
 * Minimum number of samples in the middle of a subband. With two equal samples the subband would not be coded. Images
 * below about 160 px have such subbands, and NIST's encoder divides by zero for a single sample.
 */
const MIN_SAMPLES = 4;

/**
 * Variance of each coded subband, IAFIS-IC-0110(V3) §A.2: over its middle (three quarters of the columns, seven
 * sixteenths of the rows), or over all of it when the coarsest subbands have little energy. Single precision in NIST's
 * order, which determines the last digits of the bins.
 */
export function subbandVariances(data: Float32Array, stride: number, subbands: readonly Band[]): Float32Array {
  const middles = new Float32Array(CODED_SUBBANDS);
  for (const [number, band] of subbands.entries()) {
    const middle = middleOf(band);
    middles[number] = variance(data, stride, middle.width * middle.height < MIN_SAMPLES ? band : middle);
  }
  let coarse = Math.fround(0);
  for (let number = 0; number < 4; number++) coarse = Math.fround(coarse + (middles[number] as number));
  if (coarse >= LITTLE_ENERGY) return middles;
  return Float32Array.from(subbands, (band) => variance(data, stride, band));
}

function middleOf({ x, y, width, height }: Band): Band {
  return {
    x: x + (width >> 3),
    y: y + Math.floor((9 * height) / 32),
    width: Math.floor((3 * width) / 4),
    height: Math.floor((7 * height) / 16),
  };
}

function variance(data: Float32Array, stride: number, band: Band): number {
  let sum = Math.fround(0);
  let squares = Math.fround(0);
  for (let row = band.y; row < band.y + band.height; row++) {
    for (let at = row * stride + band.x, end = at + band.width; at < end; at++) {
      const value = data[at] as number;
      sum = Math.fround(sum + value);
      squares = Math.fround(squares + Math.fround(value * value));
    }
  }
  const count = band.width * band.height;
  const mean = Math.fround(Math.fround(sum * sum) / count);
  return Math.fround(Math.fround(squares - mean) / (count - 1));
}
