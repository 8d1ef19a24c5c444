import { ALIGNED_SIDE, CONTRAST_VARIANCE_MIN, REGION_INSIDE_MIN } from '../constants.ts';
import { SHARPNESS } from './constants.ts';
import { FACE_MASK, type FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * Sharpness at the resolution of the embedder. Native: base-10 logarithm of the energy of second differences one pixel
 * of the template apart divided by that of second differences four pixels apart, so that a face with few lines, or in
 * dim or flat light, does not count as blurred. A face smaller than the template counts as blurred. ISO/IEC 29794-5
 * defines this measure by a random forest, so the value is not comparable with OFIQ's.
 */
export function sharpness({ luminance, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  const far = SHARPNESS.farPx;
  let [fine, coarse, count] = [0, 0, 0];
  for (let row = far; row < ALIGNED_SIDE - far; row++) {
    for (let at = row * ALIGNED_SIDE + far, end = at + ALIGNED_SIDE - 2 * far; at < end; at++) {
      if (FACE_MASK[at] === 0) continue;
      const twice = 2 * luminance[at]!;
      const fineAcross = luminance[at - 1]! - twice + luminance[at + 1]!;
      const fineDown = luminance[at - ALIGNED_SIDE]! - twice + luminance[at + ALIGNED_SIDE]!;
      const coarseAcross = luminance[at - far]! - twice + luminance[at + far]!;
      const coarseDown = luminance[at - far * ALIGNED_SIDE]! - twice + luminance[at + far * ALIGNED_SIDE]!;
      fine += fineAcross * fineAcross + fineDown * fineDown;
      coarse += coarseAcross * coarseAcross + coarseDown * coarseDown;
      count++;
    }
  }
  if (!(coarse / count >= CONTRAST_VARIANCE_MIN)) return notAssessable('no-contrast');
  const native = Math.log10(Math.max(fine, 1) / coarse);
  return assessed(native, 100 * sigmoid(native, SHARPNESS.middle, SHARPNESS.width));
}
