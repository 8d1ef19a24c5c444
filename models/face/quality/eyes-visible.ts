import { ALIGNED_SIDE, REGION_INSIDE_MIN } from '../constants.ts';
import { EYES_VISIBLE, type TemplateZone } from './constants.ts';
import type { FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * EyesVisible, limited to dark glasses. Native: natural logarithm of the brightness of the eyes divided by that of the
 * cheeks below them, mean of both sides. ISO/IEC 29794-5 takes the occluded share of the eyes from a segmentation
 * network, which is not available here: hair, hands and reflections on clear glasses are not detected.
 */
export function eyesVisible({ luminance, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  const { rightEye, leftEye, rightCheek, leftCheek, brightnessFloor, middle, width } = EYES_VISIBLE;
  const ratio = (eye: TemplateZone, cheek: TemplateZone): number =>
    Math.log((meanOf(luminance, eye) + brightnessFloor) / (meanOf(luminance, cheek) + brightnessFloor));
  const native = (ratio(rightEye, rightCheek) + ratio(leftEye, leftCheek)) / 2;
  return assessed(native, 100 * sigmoid(native, middle, width));
}

function meanOf(luminance: Uint8Array, { left, right, top, bottom }: TemplateZone): number {
  let sum = 0;
  for (let row = top; row <= bottom; row++) {
    for (let at = row * ALIGNED_SIDE + left; at <= row * ALIGNED_SIDE + right; at++) sum += luminance[at]!;
  }
  return sum / ((right - left + 1) * (bottom - top + 1));
}
