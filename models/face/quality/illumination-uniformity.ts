import type { CheekZones } from './cheek-zones.ts';
import { CHEEK_ZONE_INSIDE_MIN, ILLUMINATION_EXPONENT } from './constants.ts';
import { assessed, notAssessable, type QualityMeasure } from './quality-measure.ts';

/** IlluminationUniformity. Native: overlap of the luminance histograms of the two cheeks, 0..1. */
export function illuminationUniformity({ right, left, insideShare }: CheekZones): QualityMeasure {
  if (insideShare < CHEEK_ZONE_INSIDE_MIN) return notAssessable('face-outside-image');
  const count = (histogram: Uint16Array): number => histogram.reduce((sum, value) => sum + value, 0);
  const [rightCount, leftCount] = [count(right), count(left)];
  let overlap = 0;
  for (let value = 0; value < 256; value++) overlap += Math.min(right[value]! / rightCount, left[value]! / leftCount);
  return assessed(overlap, 100 * overlap ** ILLUMINATION_EXPONENT);
}
