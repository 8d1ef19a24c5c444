import { ALIGNMENT } from '../constants.ts';
import { angleBetween } from '../minutia.ts';
import type { MinutiaList } from '../minutia-list.ts';

/** Maps px of one print to px of the other: rotation, then translation. */
export interface RigidMotion {
  /** Radians. */
  readonly turn: number;
  readonly cosine: number;
  readonly sine: number;
  readonly dx: number;
  readonly dy: number;
}

export const movedX = ({ cosine, sine, dx }: RigidMotion, x: number, y: number): number => cosine * x - sine * y + dx;
export const movedY = ({ cosine, sine, dy }: RigidMotion, x: number, y: number): number => sine * x + cosine * y + dy;

/** Pairs of minutiae with their weights in a fit. */
export interface WeightedPairs {
  readonly one: readonly number[];
  readonly other: readonly number[];
  readonly weight: readonly number[];
}

/**
 * The least-squares motion over positions and directions (Procrustes; directions are weighted as a lever). Needs at
 * least one pair.
 */
export function fitMotion(one: MinutiaList, other: MinutiaList, pairs: WeightedPairs): RigidMotion {
  let total = 0;
  let ax = 0;
  let ay = 0;
  let bx = 0;
  let by = 0;
  pairs.weight.forEach((weight, at) => {
    total += weight;
    ax += weight * one.x[pairs.one[at]!]!;
    ay += weight * one.y[pairs.one[at]!]!;
    bx += weight * other.x[pairs.other[at]!]!;
    by += weight * other.y[pairs.other[at]!]!;
  });
  ax /= total;
  ay /= total;
  bx /= total;
  by /= total;
  let along = 0;
  let across = 0;
  const lever = ALIGNMENT.directionLeverPx ** 2;
  pairs.weight.forEach((weight, at) => {
    const a = pairs.one[at]!;
    const b = pairs.other[at]!;
    const x = one.x[a]! - ax;
    const y = one.y[a]! - ay;
    const u = other.x[b]! - bx;
    const v = other.y[b]! - by;
    const turn = angleBetween(other.direction[b]!, one.direction[a]!);
    along += weight * (x * u + y * v + lever * Math.cos(turn));
    across += weight * (x * v - y * u + lever * Math.sin(turn));
  });
  const turn = Math.atan2(across, along);
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  return { turn, cosine, sine, dx: bx - (cosine * ax - sine * ay), dy: by - (sine * ax + cosine * ay) };
}
