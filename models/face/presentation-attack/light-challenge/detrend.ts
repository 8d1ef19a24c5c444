import { solveSymmetric } from '../solve-symmetric.ts';

/** Terms of the trend: constant, linear, quadratic in time. */
const TERMS = 3;

/** Removes slow changes from signals that were sampled together. */
export interface Detrend {
  /** @param values float64 [frames, channels], changed in place; each channel loses its quadratic fit over time */
  apply(values: Float64Array, channels: number): void;
}

/** @param timesMs at least three different times */
export function detrendOver(timesMs: readonly number[]): Detrend {
  const first = timesMs[0] ?? 0;
  const span = Math.max(1, (timesMs.at(-1) ?? 0) - first);
  const terms = timesMs.map((atMs) => {
    const t = (2 * (atMs - first)) / span - 1;
    return [1, t, t * t];
  });
  return {
    apply(values, channels) {
      for (let channel = 0; channel < channels; channel++) {
        const matrix = new Float64Array(TERMS * TERMS);
        const fit = new Float64Array(TERMS);
        for (const [frame, row] of terms.entries()) {
          for (let one = 0; one < TERMS; one++) {
            fit[one] = fit[one]! + row[one]! * values[frame * channels + channel]!;
            for (let other = 0; other <= one; other++) {
              matrix[one * TERMS + other] = matrix[one * TERMS + other]! + row[one]! * row[other]!;
            }
          }
        }
        if (!solveSymmetric(matrix, fit)) continue;
        for (const [frame, row] of terms.entries()) {
          const trend = row[0]! * fit[0]! + row[1]! * fit[1]! + row[2]! * fit[2]!;
          values[frame * channels + channel] = values[frame * channels + channel]! - trend;
        }
      }
    },
  };
}
