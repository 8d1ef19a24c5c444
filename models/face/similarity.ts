import type { Affine } from './affine.ts';

/**
 * The similarity transform (rotation, uniform scale, translation) from `from` to `to` with the least sum of squared
 * distances: Umeyama, "Least-squares estimation of transformation parameters between two point patterns", TPAMI 13(4),
 * 1991, in the plane, where the singular value decomposition has a closed form and a reflection is impossible.
 *
 * @param from x and y of each point, px: an even number of values, 4 or more
 * @param to the same number of values, px
 * @throws RangeError when the counts differ or all points of `from` coincide
 */
export function similarity(from: readonly number[], to: readonly number[]): Affine {
  const count = from.length / 2;
  if (from.length !== to.length || count < 2 || !Number.isInteger(count)) {
    throw new RangeError('a similarity needs two lists of equal length with at least two points');
  }
  let [fromX, fromY, toX, toY] = [0, 0, 0, 0];
  for (let at = 0; at < from.length; at += 2) {
    fromX += from[at]! / count;
    fromY += from[at + 1]! / count;
    toX += to[at]! / count;
    toY += to[at + 1]! / count;
  }
  let [dot, cross, spread] = [0, 0, 0];
  for (let at = 0; at < from.length; at += 2) {
    const x = from[at]! - fromX;
    const y = from[at + 1]! - fromY;
    const u = to[at]! - toX;
    const v = to[at + 1]! - toY;
    dot += x * u + y * v;
    cross += x * v - y * u;
    spread += x * x + y * y;
  }
  if (!(spread > 0)) throw new RangeError('a similarity needs at least two different points');
  const a = dot / spread;
  const d = cross / spread;
  return { a, b: -d, c: toX - a * fromX + d * fromY, d, e: a, f: toY - d * fromX - a * fromY };
}
