import { LUMINANCE_BRIGHT_MIDDLE, LUMINANCE_DARK_MIDDLE, LUMINANCE_WIDTH, REGION_INSIDE_MIN } from '../constants.ts';
import type { FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * LuminanceMean. Native: mean linear luminance of the face, 0..1. Dark skin in good light is darker than light skin.
 * The value is used for the exposure of the camera, and not for advice or the ranking of frames, which use
 * `signalToNoise`.
 */
export function luminanceMean({ histogram, pixels, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  let sum = 0;
  for (let value = 0; value < 256; value++) sum += value * histogram[value]!;
  const mean = sum / pixels / 255;
  const bright = sigmoid(mean, LUMINANCE_DARK_MIDDLE, LUMINANCE_WIDTH);
  const dark = 1 - sigmoid(mean, LUMINANCE_BRIGHT_MIDDLE, LUMINANCE_WIDTH);
  return assessed(mean, 100 * bright * dark);
}
