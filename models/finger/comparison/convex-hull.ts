import type { MinutiaList } from '../minutia-list.ts';

/** Corners of the smallest convex polygon around the minutiae, px, in order (Andrew's monotone chain). */
export function convexHull({ count, x, y }: MinutiaList): Float64Array {
  const order = Array.from({ length: count }, (_, at) => at).sort(
    (one, other) => x[one]! - x[other]! || y[one]! - y[other]!,
  );
  const lower = chain(order, x, y);
  const upper = chain(order.reverse(), x, y);
  const corners = [...lower.slice(0, -1), ...upper.slice(0, -1)];
  return Float64Array.from(corners.flatMap((at) => [x[at]!, y[at]!]));
}

function chain(order: readonly number[], x: Float32Array, y: Float32Array): number[] {
  const corners: number[] = [];
  for (const at of order) {
    while (corners.length > 1 && turn(corners.at(-2)!, corners.at(-1)!, at, x, y) <= 0) corners.pop();
    corners.push(at);
  }
  return corners;
}

function turn(a: number, b: number, c: number, x: Float32Array, y: Float32Array): number {
  return (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
}

/** Squared distance from a point to the polygon, px squared; 0 inside. */
export function squaredDistanceToHull(hull: Float64Array, px: number, py: number): number {
  const corners = hull.length / 2;
  let inside = corners > 2;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < corners; at++) {
    const next = (at + 1) % corners;
    const ax = hull[2 * at]!;
    const ay = hull[2 * at + 1]!;
    const dx = hull[2 * next]! - ax;
    const dy = hull[2 * next + 1]! - ay;
    const fromX = px - ax;
    const fromY = py - ay;
    if (dx * fromY - dy * fromX < 0) inside = false;
    const length = dx * dx + dy * dy;
    const share = length > 0 ? Math.max(0, Math.min(1, (fromX * dx + fromY * dy) / length)) : 0;
    const distance = (fromX - share * dx) ** 2 + (fromY - share * dy) ** 2;
    if (distance < least) least = distance;
  }
  return inside ? 0 : least;
}
