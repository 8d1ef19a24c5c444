import { clockwiseDirection, type Minutia } from './minutia.ts';

/** A minutia as `templateFromMinutiae` of models/finger takes it. */
export interface MatcherMinutia {
  /** Px of the record's image, from the top left corner. */
  readonly x: number;
  readonly y: number;
  /** Radians, above -pi to pi, from the x axis towards the y axis, which points down. */
  readonly direction: number;
  readonly kind: 'ending' | 'bifurcation' | 'unknown';
  /** 0 to 1. */
  readonly quality: number;
}

/** Stands for a quality nobody stated: neither the best nor the worst. */
const UNSTATED_QUALITY = 0.5;

/** Minutiae of a record for the matcher: angles change their sense of rotation, and the scale of quality changes. */
export function toMatcher(minutiae: readonly Minutia[]): MatcherMinutia[] {
  return minutiae.map(({ xPx, yPx, directionRad, type, quality }) => ({
    x: xPx,
    y: yPx,
    direction: clockwiseDirection(directionRad),
    kind: type === 'other' ? 'unknown' : type,
    quality: quality === undefined ? UNSTATED_QUALITY : quality / 100,
  }));
}

/** The matcher's minutiae for a record. */
export function fromMatcher(minutiae: readonly MatcherMinutia[]): Minutia[] {
  return minutiae.map(({ x, y, direction, kind, quality }) => ({
    xPx: x,
    yPx: y,
    directionRad: direction > 0 ? 2 * Math.PI - direction : -direction,
    type: kind === 'unknown' ? 'other' : kind,
    quality: Math.max(1, Math.min(100, Math.round(quality * 100))),
  }));
}
