import { solveSymmetric } from '../solve-symmetric.ts';

export interface Estimate {
  readonly value: number;
  /** Standard error; infinite where the terms do not determine the value. */
  readonly error: number;
}

/**
 * The first term's coefficient in a least-squares fit of `y`, with its standard error.
 *
 * @param rows terms of each observation, the same number for all
 */
export function coefficientOf(y: readonly number[], rows: readonly (readonly number[])[]): Estimate {
  const terms = rows[0]?.length ?? 0;
  const normal = (): Float64Array => {
    const matrix = new Float64Array(terms * terms);
    for (const row of rows) {
      for (let one = 0; one < terms; one++) {
        for (let other = 0; other < terms; other++) matrix[one * terms + other]! += row[one]! * row[other]!;
      }
    }
    return matrix;
  };
  const fit = new Float64Array(terms);
  for (const [at, row] of rows.entries()) for (let term = 0; term < terms; term++) fit[term]! += row[term]! * y[at]!;
  /** First column of the inverse; its first entry scales the variance of the first coefficient. */
  const inverse = new Float64Array(terms);
  inverse[0] = 1;
  if (!solveSymmetric(normal(), fit) || !solveSymmetric(normal(), inverse)) return { value: 0, error: Infinity };
  let residual = 0;
  for (const [at, row] of rows.entries())
    residual += (y[at]! - row.reduce((sum, term, k) => sum + term * fit[k]!, 0)) ** 2;
  const variance = residual / Math.max(1, rows.length - terms);
  return { value: fit[0] ?? 0, error: Math.sqrt(variance * inverse[0]) };
}
