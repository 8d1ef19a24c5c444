import { REGION_INSIDE_MIN, UNDER_EXPOSED } from '../constants.ts';
import type { FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** UnderExposurePrevention. Native: share of the face's pixels that are nearly black, 0..1. */
export function underExposurePrevention({ histogram, pixels, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  let dark = 0;
  for (let value = 0; value <= UNDER_EXPOSED.luminanceMax; value++) dark += histogram[value]!;
  const share = dark / pixels;
  const { height, asymptote, middle, width } = UNDER_EXPOSED;
  return assessed(share, height * (asymptote - sigmoid(share, middle, width)));
}
