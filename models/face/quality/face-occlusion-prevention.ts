import { FACE_OCCLUSION } from './constants.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * FaceOcclusionPrevention, limited to mouth and nose. Native: -log10(1 - confidence), 0 to 7, of the landmark
 * network's confidence that it sees a face; a mask or a scarf lowers it to nearly 0. ISO/IEC 29794-5 takes the
 * occluded share from a segmentation network, which is not available here: dark glasses (see `eyesVisible`), caps,
 * hair and hands of the same skin colour mostly do not change the confidence.
 *
 * @param confidence 0..1, or `NaN` when it is unknown
 */
export function faceOcclusionPrevention(confidence: number): QualityMeasure {
  if (Number.isNaN(confidence)) return notAssessable('no-confidence');
  const native = -Math.log10(Math.max(FACE_OCCLUSION.doubtMin, 1 - confidence));
  return assessed(native, 100 * sigmoid(native, FACE_OCCLUSION.middle, FACE_OCCLUSION.width));
}
