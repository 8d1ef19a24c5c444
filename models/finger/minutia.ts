/** An ending: where a ridge stops. A bifurcation: where it forks, which is where a valley stops. */
export type MinutiaKind = 'ending' | 'bifurcation' | 'unknown';

/** One minutia, in px at 500 ppi from the top left corner. */
export interface Minutia {
  readonly x: number;
  readonly y: number;
  /** Radians, -pi..pi, from the x axis towards the y axis (downwards): along the ridge that ends, away from its end. */
  readonly direction: number;
  readonly kind: MinutiaKind;
  /** Clarity of the print at this position, 0..1. */
  readonly quality: number;
}

/** The signed difference of two angles, radians in -pi..pi. */
export function angleBetween(one: number, other: number): number {
  let difference = one - other;
  while (difference > Math.PI) difference -= 2 * Math.PI;
  while (difference < -Math.PI) difference += 2 * Math.PI;
  return difference;
}
