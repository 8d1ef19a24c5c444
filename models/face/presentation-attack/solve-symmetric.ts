/**
 * Solves `A x = b` in place by Cholesky's factorisation.
 *
 * @param matrix float64 [n, n], symmetric; its lower triangle is read and overwritten
 * @param vector float64 [n]; overwritten with the solution
 * @returns false when the matrix is not safely positive definite; the contents of the buffers are then undefined
 */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array): boolean {
  const n = vector.length;
  let largest = 0;
  for (let row = 0; row < n; row++) largest = Math.max(largest, matrix[row * n + row]!);
  const tiny = largest * 1e-12;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column]!;
      for (let k = 0; k < column; k++) sum -= matrix[row * n + k]! * matrix[column * n + k]!;
      if (row !== column) {
        matrix[row * n + column] = sum / matrix[column * n + column]!;
      } else {
        if (!(sum > tiny)) return false;
        matrix[row * n + row] = Math.sqrt(sum);
      }
    }
  }
  for (let row = 0; row < n; row++) {
    let sum = vector[row]!;
    for (let k = 0; k < row; k++) sum -= matrix[row * n + k]! * vector[k]!;
    vector[row] = sum / matrix[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = vector[row]!;
    for (let k = row + 1; k < n; k++) sum -= matrix[k * n + row]! * vector[k]!;
    vector[row] = sum / matrix[row * n + row]!;
  }
  return true;
}
