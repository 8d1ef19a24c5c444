import { ALIGNED_SIDE, CONTRAST_VARIANCE_MIN, REGION_INSIDE_MIN } from '../constants.ts';
import { MOTION_BLUR } from './constants.ts';
import { FACE_MASK, type FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** Offset of the next sample in each of four directions: along the row, down, down right, down left. */
const STEPS = [1, ALIGNED_SIDE, ALIGNED_SIDE + 1, ALIGNED_SIDE - 1] as const;

/**
 * MotionBlurPrevention, not a measure of ISO/IEC 29794-5. Native: detail along the direction that has least of it, base-10
 * logarithm of the energy of second differences two pixels of the template apart over that of six apart. Movement smears
 * one direction and leaves the other, so that `sharpness`, which adds them up, hardly falls; a lens out of focus lowers
 * both. Low here with a good sharpness is movement.
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

/** @returns -Infinity where there is too little contrast in this direction */
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
