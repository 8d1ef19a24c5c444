/**
 * A minutia as in the interchange formats, ISO/IEC 19794-2:2005 §6.
 *
 * Axes of the image: x to the right, y **down**, the middle of the top left pixel at (0, 0), px at the record's own
 * resolution. Angles are mathematical, **counter-clockwise as seen on the image**, from the positive x axis: a point
 * one step along the direction is at `(x + cos, y - sin)`. The direction of an ending runs from the end back along its
 * ridge, that of a bifurcation along the valley that ends there, between the two branches.
 */
export interface Minutia {
  readonly xPx: number;
  readonly yPx: number;
  /** 0 to below 2 pi. */
  readonly directionRad: number;
  readonly type: MinutiaType;
  /** 1 to 100, if the record states it. */
  readonly quality: number | undefined;
}

export type MinutiaType = 'ending' | 'bifurcation' | 'other';

/** Two bits, ISO/IEC 19794-2:2005 §7.4.2. The fourth value is reserved. */
export const TYPE_CODES = { other: 0, ending: 1, bifurcation: 2 } as const satisfies Record<MinutiaType, number>;
export const TYPES_BY_CODE: readonly (MinutiaType | undefined)[] = ['other', 'ending', 'bifurcation'];

/**
 * The direction in a frame whose angles run clockwise on the image, from the x axis towards the y axis: radians, above
 * -pi to pi. For a matcher that works in image coordinates.
 */
export function clockwiseDirection(directionRad: number): number {
  const clockwise = -directionRad % (2 * Math.PI);
  return clockwise <= -Math.PI ? clockwise + 2 * Math.PI : clockwise;
}

/** The nearest of `steps` per turn, 0 to `steps - 1`. */
export function directionStep(directionRad: number, steps: number): number {
  const step = Math.round((directionRad / (2 * Math.PI)) * steps) % steps;
  return step < 0 ? step + steps : step;
}
