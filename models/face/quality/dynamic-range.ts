import { DYNAMIC_RANGE_COMPONENT_PER_BIT, REGION_INSIDE_MIN } from '../constants.ts';
import type { FaceRegion } from './face-region.ts';
import { assessed, notAssessable, type QualityMeasure } from './quality-measure.ts';

/** DynamicRange. Native: entropy of the face's luminance, bits, 0..8. */
export function dynamicRange({ histogram, pixels, insideShare }: FaceRegion): QualityMeasure {
  if (insideShare < REGION_INSIDE_MIN) return notAssessable('face-outside-image');
  let entropy = 0;
  for (const count of histogram) if (count > 0) entropy -= (count / pixels) * Math.log2(count / pixels);
  return assessed(entropy, DYNAMIC_RANGE_COMPONENT_PER_BIT * entropy);
}
