import { type ChosenBins, ZERO_BIN_RATIO } from './choose-bins.ts';
import { BLOCK_STARTS, LARGEST_BIN, SMALLEST_BIN } from './constants.ts';
import type { Band } from './decomposition-tree.ts';

/** Largest level that a 16-bit escape can hold. */
const LARGEST_LEVEL = 32_767;

/**
 * Bins that the file can represent: wide enough for 16-bit levels (q makes them narrower for an image with little
 * detail or at a high rate), and within the number format. NIST's encoder lets levels overflow instead.
 */
export function storableBins(
  bins: ChosenBins,
  data: Float32Array,
  stride: number,
  subbands: readonly Band[],
): ChosenBins {
  const width = bins.width.slice();
  const zero = bins.zero.slice();
  for (const [number, band] of subbands.entries()) {
    if (width[number] === 0) continue;
    const narrowest = Math.max(2 * SMALLEST_BIN, peak(data, stride, band) / (LARGEST_LEVEL - 1));
    if ((zero[number] as number) >= LARGEST_BIN) width[number] = zero[number] = 0;
    else if ((width[number] as number) < narrowest) {
      width[number] = narrowest;
      zero[number] = ZERO_BIN_RATIO * narrowest;
    }
  }
  return { width, zero };
}

function peak(data: Float32Array, stride: number, band: Band): number {
  let largest = 0;
  for (let row = band.y; row < band.y + band.height; row++) {
    for (let at = row * stride + band.x, last = at + band.width; at < last; at++) {
      largest = Math.max(largest, Math.abs(data[at] as number));
    }
  }
  return largest;
}

/** The quantised coefficients of each of the three blocks, subband by subband. */
export function quantise(
  data: Float32Array,
  stride: number,
  subbands: readonly Band[],
  bins: ChosenBins,
): readonly Int16Array[] {
  return BLOCK_STARTS.slice(1).map((end, block) => {
    const numbers = subbands.slice(BLOCK_STARTS[block], end).map((band, index) => ({
      band,
      number: (BLOCK_STARTS[block] ?? 0) + index,
    }));
    const coded = numbers.filter(({ number }) => bins.width[number] !== 0);
    const levels = new Int16Array(coded.reduce((sum, { band }) => sum + band.width * band.height, 0));
    let to = 0;
    for (const { band, number } of coded) {
      const width = bins.width[number] as number;
      const halfZero = Math.fround((bins.zero[number] as number) / 2);
      for (let row = band.y; row < band.y + band.height; row++) {
        for (let at = row * stride + band.x, last = at + band.width; at < last; at++) {
          levels[to++] = levelOf(data[at] as number, width, halfZero);
        }
      }
    }
    return levels;
  });
}

function levelOf(value: number, width: number, halfZero: number): number {
  const beyond = Math.fround(Math.abs(value) - halfZero);
  if (!(Math.abs(value) > halfZero)) return 0;
  const level = Math.min(LARGEST_LEVEL, Math.floor(Math.fround(beyond / width) + 1));
  return value > 0 ? level : -level;
}
