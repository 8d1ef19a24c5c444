import { clockwiseDirection, type Minutia } from './minutia.ts';

/** A minutia in the form of `templateFromMinutiae` (models/finger). */
export interface MatcherMinutia {
  /** Px of the image, from the top left corner. */
  readonly x: number;
  readonly y: number;
  /** Radians, above -pi to pi, from the x axis towards the y axis, which points down. */
  readonly direction: number;
  readonly kind: 'ending' | 'bifurcation' | 'unknown';
  /** 0 to 1. */
  readonly quality: number;
}

/** Quality of a minutia without a stated quality: neither the best nor the worst. */
const UNSTATED_QUALITY = 0.5;

/** Converts the minutiae of a record for the matcher: sense of rotation and scale of quality change. */
export function toMatcher(minutiae: readonly Minutia[]): MatcherMinutia[] {
  return minutiae.map(({ xPx, yPx, directionRad, type, quality }) => ({
    x: xPx,
    y: yPx,
    direction: clockwiseDirection(directionRad),
    kind: type === 'other' ? 'unknown' : type,
    quality: quality === undefined ? UNSTATED_QUALITY : quality / 100,
  }));
}

/** Converts the matcher's minutiae for a record. */
export function fromMatcher(minutiae: readonly MatcherMinutia[]): Minutia[] {
  return minutiae.map(({ x, y, direction, kind, quality }) => ({
    xPx: x,
    yPx: y,
    directionRad: direction > 0 ? 2 * Math.PI - direction : -direction,
    type: kind === 'unknown' ? 'other' : kind,
    quality: Math.max(1, Math.min(100, Math.round(quality * 100))),
  }));
}
