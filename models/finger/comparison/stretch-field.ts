import { ALIGNMENT } from '../constants.ts';
import type { MinutiaList } from '../minutia-list.ts';
import { movedX, movedY, type RigidMotion, type WeightedPairs } from './rigid-motion.ts';

/** Deviation of pressed skin from a rigid motion: a shift at each paired minutia of one print, px. */
export interface StretchField {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly shiftX: Float64Array;
  readonly shiftY: Float64Array;
}

export function stretchField(
  one: MinutiaList,
  other: MinutiaList,
  motion: RigidMotion,
  pairs: WeightedPairs,
): StretchField {
  const of = (value: (a: number, b: number) => number): Float64Array =>
    Float64Array.from(pairs.one, (a, at) => value(a, pairs.other[at]!));
  return {
    x: of((a) => one.x[a]!),
    y: of((a) => one.y[a]!),
    shiftX: of((a, b) => other.x[b]! - movedX(motion, one.x[a]!, one.y[a]!)),
    shiftY: of((a, b) => other.y[b]! - movedY(motion, one.x[a]!, one.y[a]!)),
  };
}

/**
 * The shift at a point of one print, px: a Gaussian mean over the nearby pairs, which tends to 0 where there are few.
 */
export function shiftAt({ x, y, shiftX, shiftY }: StretchField, px: number, py: number): { dx: number; dy: number } {
  const { fieldReachPx, fieldStillness } = ALIGNMENT;
  let weights: number = fieldStillness;
  let dx = 0;
  let dy = 0;
  for (let at = 0; at < x.length; at++) {
    const distance = (x[at]! - px) ** 2 + (y[at]! - py) ** 2;
    const weight = Math.exp(-distance / (2 * fieldReachPx * fieldReachPx));
    weights += weight;
    dx += weight * shiftX[at]!;
    dy += weight * shiftY[at]!;
  }
  return { dx: dx / weights, dy: dy / weights };
}
