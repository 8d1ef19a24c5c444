import type { Minutia, MinutiaKind } from './minutia.ts';

/** Minutiae as columns of numbers, for the matcher. */
export interface MinutiaList {
  readonly count: number;
  /** Px at 500 ppi. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Radians, as in `Minutia.direction`, in steps of 1/256 turn. */
  readonly direction: Float32Array;
  /** Index into `MINUTIA_KINDS`. */
  readonly kind: Uint8Array;
  /** 0..100 */
  readonly quality: Uint8Array;
}

export const MINUTIA_KINDS = ['unknown', 'ending', 'bifurcation'] as const satisfies readonly MinutiaKind[];
/** Steps of direction per full turn, as in ISO/IEC 19794-2. */
export const DIRECTION_STEPS = 256;

/** Rounds positions to px, directions to 1/256 turn and quality to a hundredth: the precision of a stored template. */
export function minutiaList(minutiae: readonly Minutia[]): MinutiaList {
  const list: MinutiaList = {
    count: minutiae.length,
    x: Float32Array.from(minutiae, ({ x }) => Math.round(x)),
    y: Float32Array.from(minutiae, ({ y }) => Math.round(y)),
    direction: Float32Array.from(minutiae, ({ direction }) => directionOf(stepOf(direction))),
    kind: Uint8Array.from(minutiae, ({ kind }) => MINUTIA_KINDS.indexOf(kind)),
    quality: Uint8Array.from(minutiae, ({ quality }) => Math.round(100 * quality)),
  };
  return list;
}

/** Step 0..255 of a direction in radians. */
export const stepOf = (direction: number): number =>
  Math.round((direction / (2 * Math.PI)) * DIRECTION_STEPS) & (DIRECTION_STEPS - 1);

/** Radians, -pi..pi, of a step. */
export function directionOf(step: number): number {
  const signed = step >= DIRECTION_STEPS / 2 ? step - DIRECTION_STEPS : step;
  return (signed * 2 * Math.PI) / DIRECTION_STEPS;
}

export function wipeMinutiaList({ x, y, direction, kind, quality }: MinutiaList): void {
  for (const column of [x, y, direction, kind, quality]) column.fill(0);
}
