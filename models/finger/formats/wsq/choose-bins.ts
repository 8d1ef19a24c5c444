import { CODED_SUBBANDS } from './constants.ts';

/** IAFIS-IC-0110(V3) §A.3. A subband with a lower variance is not coded. */
const MIN_VARIANCE = 1.01;
/** Share of all coefficients in one subband, for subbands 0 to 3, 4 to 50 and 51 to 59. */
const SHARES = [
  { from: 0, share: 1 / 1024 },
  { from: 4, share: 1 / 256 },
  { from: 51, share: 1 / 16 },
] as const;
/** Weights of the finest subbands, 52 to 59. All others have weight 1. */
const FINE_WEIGHTS = [1.32, 1.08, 1.42, 1.08, 1.32, 1.42, 1.08, 1.08] as const;
const FIRST_FINE = 52;
/** Width of the middle bin divided by that of the others. */
export const ZERO_BIN_RATIO = 1.2;
/** A bin must be narrower than this number of standard deviations to receive bits. */
const LOADING = 2.5;

export interface ChosenBins {
  /** 0 for subbands that are not coded. */
  readonly width: Float32Array;
  readonly zero: Float32Array;
}

/**
 * Bin widths for the bit rate `bitsPerPixel`, from the variances of the subbands. The relative width of each subband
 * is known, and the common factor q follows from the bit rate over the subbands with a positive share. Single
 * precision as in NIST's encoder.
 */
export function chooseBins(variances: Float32Array, bitsPerPixel: number): ChosenBins {
  const relative = relativeWidths(variances);
  const coded = [...relative.keys()].filter((number) => (variances[number] as number) >= MIN_VARIANCE);
  const sigma = Float32Array.from(variances, (variance) => Math.sqrt(Math.max(0, variance)));
  const f32 = Math.fround;
  const rate = f32(bitsPerPixel);

  let working = coded;
  let q = 1;
  while (working.length > 0) {
    let share = 0;
    let product = 1;
    for (const number of working) share = f32(share + shareOf(number));
    for (const number of working) {
      const ratio = f32((sigma[number] as number) / (relative[number] as number));
      product = f32(product * ratio ** shareOf(number));
    }
    q = f32(2 ** (f32(rate / share) - 1) / LOADING / product ** (1 / share));
    const factor = q;
    const worthBits = (number: number) =>
      f32((relative[number] as number) / factor) < 2 * LOADING * (sigma[number] as number);
    const kept = working.filter(worthBits);
    if (kept.length === working.length) break;
    working = kept;
  }

  const width = new Float32Array(CODED_SUBBANDS);
  for (const number of coded) width[number] = (relative[number] as number) / q;
  return { width, zero: width.map((size) => ZERO_BIN_RATIO * size) };
}

function relativeWidths(variances: Float32Array): Float32Array {
  return variances.map((variance, number) => {
    if (variance < MIN_VARIANCE) return 0;
    if (number < 4) return 1;
    const weight = Math.fround(FINE_WEIGHTS[number - FIRST_FINE] ?? 1);
    return 10 / Math.fround(weight * Math.fround(Math.log(variance)));
  });
}

function shareOf(subband: number): number {
  return SHARES.findLast(({ from }) => subband >= from)?.share ?? 0;
}
