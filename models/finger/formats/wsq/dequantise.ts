import { CODED_SUBBANDS } from './constants.ts';
import type { Band } from './decomposition-tree.ts';
import type { Bins } from './tables.ts';

/** Number of coefficients in a file with these bins. */
export function codedCoefficients(subbands: readonly Band[], bins: Bins): number {
  let sum = 0;
  for (const [number, { width, height }] of subbands.entries()) if (bins.width[number] !== 0) sum += width * height;
  return sum;
}

/** Writes the values of `coefficients`, subband by subband, to their positions. `data`: zeros, `stride` columns. */
export function dequantise(
  data: Float32Array,
  stride: number,
  subbands: readonly Band[],
  bins: Bins,
  coefficients: Int16Array,
): void {
  let from = 0;
  for (let number = 0; number < CODED_SUBBANDS; number++) {
    const band = subbands[number];
    const width = bins.width[number] as number;
    if (band === undefined || width === 0) continue;
    const halfZero = Math.fround((bins.zero[number] as number) / 2);
    const centre = Math.fround(bins.centre);
    for (let row = 0; row < band.height; row++) {
      const to = (band.y + row) * stride + band.x;
      for (let x = 0; x < band.width; x++) {
        const level = coefficients[from++] as number;
        if (level > 0) data[to + x] = Math.fround(Math.fround(width * Math.fround(level - centre)) + halfZero);
        else if (level < 0) data[to + x] = Math.fround(Math.fround(width * Math.fround(level + centre)) - halfZero);
      }
    }
  }
}
