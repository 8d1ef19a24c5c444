import { CYLINDER_POWERS, HUBER_DEVIATIONS, REJECT_DEVIATIONS, REWEIGHTING_ROUNDS } from './constants.ts';
import { solveSymmetric } from './solve-symmetric.ts';

/**
 * Assumed surface of a picture. `cylinder`: any sheet bent about an upright axis, whose depth is a polynomial of the
 * horizontal position.
 */
export type PictureSurface = 'plane' | 'cylinder';

/**
 * Buffers of a fit: eight unknowns of the homography, two of the parallax, two for each power of a cylinder's depth.
 */
interface Fit {
  readonly powers: readonly number[];
  readonly normal: Float64Array;
  readonly solution: Float64Array;
  readonly rowX: Float64Array;
  readonly rowY: Float64Array;
}

function fitWith(powers: readonly number[]): Fit {
  const unknowns = 10 + 2 * powers.length;
  const row = (): Float64Array => new Float64Array(unknowns);
  return { powers, normal: new Float64Array(unknowns * unknowns), solution: row(), rowX: row(), rowY: row() };
}

const FITS: Readonly<Record<PictureSurface, Fit>> = { plane: fitWith([]), cylinder: fitWith(CYLINDER_POWERS) };

/** Motion of the points along their depth that no plane explains: shares of the depth, without unit. */
export interface Parallax {
  readonly x: number;
  readonly y: number;
  /** Robust standard deviation of the motion that neither plane nor depth explains, in the unit of the points. */
  readonly residual: number;
}

/**
 * Fits `to = H(from) + g * depth'`: a homography, which covers every motion of a flat picture, plus a shift along the
 * depth of each point. `depth'` is the depth without its planar part, which is included in H. Iteratively reweighted
 * least squares (Huber weights) reduce the weight of outliers.
 *
 * For a `cylinder` the points may also shift by a polynomial of their horizontal position, which covers every motion
 * of a wrapped picture. The remaining shift along the depth is relief, such as a nose.
 *
 * @param from float64 [n, 2], first positions, centred, inter-eye distances
 * @param to float64 [n, 2], new positions, same origin and unit
 * @param depth float64 [n], inter-eye distances
 * @param alive uint8 [n]; points whose entry is 0 are ignored
 * @returns `undefined` when the points do not determine the fit
 */
export function fitParallax(
  from: Float64Array,
  to: Float64Array,
  depth: Float64Array,
  alive: Uint8Array,
  against: PictureSurface = 'plane',
): Parallax | undefined {
  const fit = FITS[against];
  const weights = new Float64Array(depth.length).map((_, point) => (alive[point] === 0 ? 0 : 1));
  const errors = new Float64Array(depth.length);
  const flat = withoutPlane(from, depth, alive);
  if (flat === undefined) return undefined;
  let deviation = 0;
  for (let round = 0; round < REWEIGHTING_ROUNDS; round++) {
    accumulate(fit, from, to, flat, weights);
    if (!solveSymmetric(fit.normal, fit.solution)) return undefined;
    deviation = 1.4826 * measureErrors(fit, from, to, flat, alive, errors) + 1e-5;
    for (let point = 0; point < weights.length; point++) {
      if (alive[point] === 0) continue;
      const error = errors[point]! / deviation;
      weights[point] = error > REJECT_DEVIATIONS ? 0 : error > HUBER_DEVIATIONS ? HUBER_DEVIATIONS / error : 1;
    }
  }
  return { x: fit.solution[8]!, y: fit.solution[9]!, residual: deviation };
}

/** The depth minus its planar fit. `undefined` when the points lie on a line. */
function withoutPlane(from: Float64Array, depth: Float64Array, alive: Uint8Array): Float64Array | undefined {
  const matrix = new Float64Array(9);
  const plane = new Float64Array(3);
  for (let point = 0; point < depth.length; point++) {
    if (alive[point] === 0) continue;
    const terms = [1, from[2 * point]!, from[2 * point + 1]!];
    for (let row = 0; row < 3; row++) {
      plane[row] = plane[row]! + terms[row]! * depth[point]!;
      for (let column = 0; column < 3; column++) {
        matrix[3 * row + column] = matrix[3 * row + column]! + terms[row]! * terms[column]!;
      }
    }
  }
  if (!solveSymmetric(matrix, plane)) return undefined;
  return depth.map(
    (value, point) => value - plane[0]! - plane[1]! * from[2 * point]! - plane[2]! * from[2 * point + 1]!,
  );
}

/**
 * The two rows of one point: `row . unknowns = to`, the homography is linearised by multiplying with its denominator.
 */
function writeRows({ powers, rowX, rowY }: Fit, x: number, y: number, toX: number, toY: number, depth: number): void {
  rowX.set([x, y, 1, 0, 0, 0, -toX * x, -toX * y, depth, 0]);
  rowY.set([0, 0, 0, x, y, 1, -toY * x, -toY * y, 0, depth]);
  for (const [at, power] of powers.entries()) rowX[10 + 2 * at] = rowY[11 + 2 * at] = x ** power;
}

function accumulate(fit: Fit, from: Float64Array, to: Float64Array, depth: Float64Array, weights: Float64Array): void {
  const { normal, solution, rowX, rowY } = fit;
  const unknowns = solution.length;
  normal.fill(0);
  solution.fill(0);
  for (let point = 0; point < depth.length; point++) {
    const weight = weights[point]!;
    if (weight === 0) continue;
    const toX = to[2 * point]!;
    const toY = to[2 * point + 1]!;
    writeRows(fit, from[2 * point]!, from[2 * point + 1]!, toX, toY, depth[point]!);
    for (let row = 0; row < unknowns; row++) {
      const wx = weight * rowX[row]!;
      const wy = weight * rowY[row]!;
      solution[row] = solution[row]! + wx * toX + wy * toY;
      for (let column = 0; column <= row; column++) {
        const at = row * unknowns + column;
        normal[at] = normal[at]! + wx * rowX[column]! + wy * rowY[column]!;
      }
    }
  }
}

/** Computes the error of each live point and returns the median. */
function measureErrors(
  fit: Fit,
  from: Float64Array,
  to: Float64Array,
  depth: Float64Array,
  alive: Uint8Array,
  errors: Float64Array,
): number {
  const { solution, rowX, rowY } = fit;
  const living: number[] = [];
  for (let point = 0; point < depth.length; point++) {
    if (alive[point] === 0) continue;
    const toX = to[2 * point]!;
    const toY = to[2 * point + 1]!;
    writeRows(fit, from[2 * point]!, from[2 * point + 1]!, toX, toY, depth[point]!);
    let [errorX, errorY] = [-toX, -toY];
    for (let k = 0; k < solution.length; k++) {
      errorX += rowX[k]! * solution[k]!;
      errorY += rowY[k]! * solution[k]!;
    }
    const error = Math.hypot(errorX, errorY);
    errors[point] = error;
    living.push(error);
  }
  living.sort((one, other) => one - other);
  return living[living.length >> 1] ?? 0;
}
