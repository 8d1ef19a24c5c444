import { ALIGNED_SIDE, CONTRAST_VARIANCE_MIN, REGION_INSIDE_MIN } from '../constants.ts';
import { MOTION_BLUR } from './constants.ts';
import { FACE_MASK, type FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** Offset of the next sample in each of four directions: along the row, down, down right, down left. */
const STEPS = [1, ALIGNED_SIDE, ALIGNED_SIDE + 1, ALIGNED_SIDE - 1] as const;

/**
 * MotionBlurPrevention, not a measure of ISO/IEC 29794-5. Native: detail in the direction with the least of it:
 * base-10 logarithm of the energy of second differences two pixels of the template apart divided by that of six pixels
 * apart. Movement blurs one direction only, so `sharpness`, which adds all directions, hardly falls; a lens out of
 * focus lowers both. A low value with good sharpness means movement.
 */
export function motionBlurPrevention({ luminance, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  let native = Number.POSITIVE_INFINITY;
  for (const step of STEPS) {
    const slanting = step > 1 && step !== ALIGNED_SIDE;
    native = Math.min(native, detailAlong(luminance, step) - (slanting ? MOTION_BLUR.slantingSurplus : 0));
  }
  if (!Number.isFinite(native)) return notAssessable('no-contrast');
  return assessed(native, 100 * sigmoid(native, MOTION_BLUR.middle, MOTION_BLUR.width));
}

/** @returns -Infinity when this direction has too little contrast */
function detailAlong(luminance: Uint8Array, step: number): number {
  const near = MOTION_BLUR.nearPx * step;
  const far = MOTION_BLUR.farPx * step;
  const margin = MOTION_BLUR.farPx;
  let [fine, coarse, count] = [0, 0, 0];
  for (let row = margin; row < ALIGNED_SIDE - margin; row += 2) {
    for (let at = row * ALIGNED_SIDE + margin, end = at + ALIGNED_SIDE - 2 * margin; at < end; at++) {
      if (FACE_MASK[at] === 0) continue;
      const twice = 2 * luminance[at]!;
      const nearBend = luminance[at - near]! - twice + luminance[at + near]!;
      const farBend = luminance[at - far]! - twice + luminance[at + far]!;
      fine += nearBend * nearBend;
      coarse += farBend * farBend;
      count++;
    }
  }
  if (!(coarse / count >= CONTRAST_VARIANCE_MIN)) return Number.NEGATIVE_INFINITY;
  return Math.log10(Math.max(fine, 1) / coarse);
}
