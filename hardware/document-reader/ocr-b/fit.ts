/** Least squares. */

/** Solves the square system in place, Gauss with pivots; `undefined` when it has no one solution. `matrix` is row-major. */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[pivot * n + column]!)) pivot = row;
    }
    const head = matrix[pivot * n + column]!;
    if (!(Math.abs(head) > 1e-12)) return undefined;
    if (pivot !== column) {
      for (let at = 0; at < n; at++) {
        const kept = matrix[column * n + at]!;
        matrix[column * n + at] = matrix[pivot * n + at]!;
        matrix[pivot * n + at] = kept;
      }
      const kept = right[column]!;
      right[column] = right[pivot]!;
      right[pivot] = kept;
    }
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row * n + column]! / head;
      if (factor === 0) continue;
      for (let at = column; at < n; at++) matrix[row * n + at]! -= factor * matrix[column * n + at]!;
      right[row]! -= factor * right[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let at = row + 1; at < n; at++) right[row]! -= matrix[row * n + at]! * right[at]!;
    right[row]! /= matrix[row * n + row]!;
  }
  return right;
}

/** The `unknowns` that come nearest to making each row's product equal its last number. */
export function leastSquares(rows: Iterable<readonly number[]>, unknowns: number): Float64Array | undefined {
  const matrix = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  for (const row of rows) {
    for (let a = 0; a < unknowns; a++) {
      for (let b = 0; b < unknowns; b++) matrix[a * unknowns + b]! += row[a]! * row[b]!;
      right[a]! += row[a]! * row[unknowns]!;
    }
  }
  return solve(matrix, right);
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
