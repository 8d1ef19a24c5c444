/** Number of sweeps of Jacobi rotations. Convergence is quadratic. */
const SWEEPS = 30;

/**
 * Eigenvectors of a real symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5),
 * largest eigenvalue first.
 *
 * @param matrix rows; not changed
 */
export function symmetricEigenvectors(matrix: readonly (readonly number[])[]): { value: number; vector: number[] }[] {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = matrix.map((_, row) => matrix.map((__, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
    }
  }
  return a
    .map((row, at) => ({ value: row[at]!, vector: vectors.map((line) => line[at]!) }))
    .sort((one, other) => other.value - one.value);
}

/** Makes the element (p, q) zero. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (rows: number[][], row: number): void => {
    const [x, y] = [rows[row]![p]!, rows[row]![q]!];
    rows[row]![p] = cosine * x - sine * y;
    rows[row]![q] = sine * x + cosine * y;
  };
  for (let row = 0; row < a.length; row++) {
    turn(a, row);
    turn(vectors, row);
  }
  for (let column = 0; column < a.length; column++) {
    const [x, y] = [a[p]![column]!, a[q]![column]!];
    a[p]![column] = cosine * x - sine * y;
    a[q]![column] = sine * x + cosine * y;
  }
}
