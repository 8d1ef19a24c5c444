import { assessed, type QualityMeasure } from './quality-measure.ts';

/**
 * SingleFacePresent. Native: width of the widest other face divided by the traveller's; 0 when there is no other face.
 */
export function singleFacePresent(secondFaceRatio: number): QualityMeasure {
  return assessed(secondFaceRatio, 100 * (1 - Math.min(1, secondFaceRatio)));
}
