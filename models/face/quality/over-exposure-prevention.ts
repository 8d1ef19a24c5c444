import { OVER_EXPOSED, REGION_INSIDE_MIN } from '../constants.ts';
import type { FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure } from './quality-measure.ts';

/** OverExposurePrevention. Native: share of the face's pixels that are nearly white, 0..1. */
export function overExposurePrevention({ histogram, pixels, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  let white = 0;
  for (let value = OVER_EXPOSED.luminanceMin; value < 256; value++) white += histogram[value]!;
  const share = white / pixels;
  return assessed(share, 1 / (share + OVER_EXPOSED.offset));
}
