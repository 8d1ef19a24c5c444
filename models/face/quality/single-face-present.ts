import { assessed, type QualityMeasure } from './quality-measure.ts';

/** SingleFacePresent. Native: width of the widest other face over the traveller's, 0 when they are alone. */
export function singleFacePresent(secondFaceRatio: number): QualityMeasure {
  return assessed(secondFaceRatio, 100 * (1 - Math.min(1, secondFaceRatio)));
}
