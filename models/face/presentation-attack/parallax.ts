import { HUBER_DEVIATIONS, REJECT_DEVIATIONS, REWEIGHTING_ROUNDS } from './constants.ts';
import { solveSymmetric } from './solve-symmetric.ts';

/** Unknowns: eight of the homography, two of the parallax. */
const UNKNOWNS = 10;
const normal = new Float64Array(UNKNOWNS * UNKNOWNS);
const solution = new Float64Array(UNKNOWNS);
const rowX = new Float64Array(UNKNOWNS);
const rowY = new Float64Array(UNKNOWNS);

/** How far points move with their depth, beyond what any plane could do: shares of the depth, so no unit. */
export interface Parallax {
  readonly x: number;
  readonly y: number;
  /** Robust standard deviation of what neither plane nor depth explains, in the points' unit. */
  readonly residual: number;
}

/**
 * Fits `to = H(from) + g * depth'`: a homography, which is all that a flat picture can do, plus a shift along each point's
 * depth. Only the part of the depth that no plane holds counts (`depth'`: the plane lies in H). Tracks that disagree are
 * weighed down by iteratively reweighted least squares (Huber weights).
 *
 * @param from float64 [n, 2], first places, centred, inter-eye distances
 * @param to float64 [n, 2], new places, same origin and unit
 * @param depth float64 [n], inter-eye distances
 * @param alive uint8 [n]; points that are 0 are left out
 * @returns `undefined` when the points do not determine the fit
 */
export function fitParallax(
  from: Float64Array,
  to: Float64Array,
  depth: Float64Array,
  alive: Uint8Array,
): Parallax | undefined {
  const weights = new Float64Array(depth.length).map((_, point) => (alive[point] === 0 ? 0 : 1));
  const errors = new Float64Array(depth.length);
  const flat = withoutPlane(from, depth, alive);
  if (flat === undefined) return undefined;
  let deviation = 0;
  for (let round = 0; round < REWEIGHTING_ROUNDS; round++) {
    accumulate(from, to, flat, weights);
    if (!solveSymmetric(normal, solution)) return undefined;
    deviation = 1.4826 * measureErrors(from, to, flat, alive, errors) + 1e-5;
    for (let point = 0; point < weights.length; point++) {
      if (alive[point] === 0) continue;
      const error = errors[point]! / deviation;
      weights[point] = error > REJECT_DEVIATIONS ? 0 : error > HUBER_DEVIATIONS ? HUBER_DEVIATIONS / error : 1;
    }
  }
  return { x: solution[8]!, y: solution[9]!, residual: deviation };
}

/** The depth less its own planar fit. `undefined` when the points lie on a line. */
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

/** The two rows of one point: `row . unknowns = to`, the homography linearised by its own denominator. */
function writeRows(x: number, y: number, toX: number, toY: number, depth: number): void {
  rowX.set([x, y, 1, 0, 0, 0, -toX * x, -toX * y, depth, 0]);
  rowY.set([0, 0, 0, x, y, 1, -toY * x, -toY * y, 0, depth]);
}

function accumulate(from: Float64Array, to: Float64Array, depth: Float64Array, weights: Float64Array): void {
  normal.fill(0);
  solution.fill(0);
  for (let point = 0; point < depth.length; point++) {
    const weight = weights[point]!;
    if (weight === 0) continue;
    const toX = to[2 * point]!;
    const toY = to[2 * point + 1]!;
    writeRows(from[2 * point]!, from[2 * point + 1]!, toX, toY, depth[point]!);
    for (let row = 0; row < UNKNOWNS; row++) {
      const wx = weight * rowX[row]!;
      const wy = weight * rowY[row]!;
      solution[row] = solution[row]! + wx * toX + wy * toY;
      for (let column = 0; column <= row; column++) {
        const at = row * UNKNOWNS + column;
        normal[at] = normal[at]! + wx * rowX[column]! + wy * rowY[column]!;
      }
    }
  }
}

/** Fills each living point's error and returns their median. */
function measureErrors(
  from: Float64Array,
  to: Float64Array,
  depth: Float64Array,
  alive: Uint8Array,
  errors: Float64Array,
): number {
  const living: number[] = [];
  for (let point = 0; point < depth.length; point++) {
    if (alive[point] === 0) continue;
    const toX = to[2 * point]!;
    const toY = to[2 * point + 1]!;
    writeRows(from[2 * point]!, from[2 * point + 1]!, toX, toY, depth[point]!);
    let [errorX, errorY] = [-toX, -toY];
    for (let k = 0; k < UNKNOWNS; k++) {
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
