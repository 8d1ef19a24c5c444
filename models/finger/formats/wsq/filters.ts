/** A filter bank of odd lengths. Each filter is symmetric about its middle tap. Single precision, as in the file. */
export interface FilterBank {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

const LOW_HALF = [0.8526986790094034, 0.3774028556126538, -0.11062440441842342, -0.02384946501938, 0.03782845550699546];
const HIGH_HALF = [0.7884856164056644, -0.4180922732222122, -0.04068941760955844, 0.06453888262893845];

/** The analysis filters of 9 and 7 taps, IAFIS-IC-0110(V3) table 3 (Cohen, Daubechies and Feauveau's 9/7). */
export const ANALYSIS: FilterBank = { low: mirrored(LOW_HALF), high: mirrored(HIGH_HALF) };

/** The complete filter from the half that starts at the middle tap. */
export function mirrored(half: readonly number[]): Float32Array {
  return Float32Array.from([...half.slice(1).toReversed(), ...half]);
}

/**
 * Synthesis filters of analysis filters given as halves from the middle tap: low and high are exchanged, and every
 * second sign changes.
 */
export function synthesisOf(lowHalf: readonly number[], highHalf: readonly number[]): FilterBank {
  const alternate = (half: readonly number[]) => half.map((tap, index) => (index % 2 === 0 ? tap : -tap));
  return { low: mirrored(alternate(highHalf)), high: mirrored(alternate(lowHalf)) };
}
