import { FACE_OCCLUSION } from './constants.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * FaceOcclusionPrevention, for what covers mouth and nose. Native: the nines of the landmark network's confidence that it
 * sees a face, -log10(1 - confidence), 0 to 7; a mask or a scarf takes nearly all of them away. ISO/IEC 29794-5 takes the
 * occluded share from a segmentation network, which there is none of here: dark glasses (see `eyesVisible`), caps, hair and
 * hands in the skin's own colour mostly leave the confidence as it was.
 *
 * @param confidence 0..1, or `NaN` where it is not known
 */
export function faceOcclusionPrevention(confidence: number): QualityMeasure {
  if (Number.isNaN(confidence)) return notAssessable('no-confidence');
  const native = -Math.log10(Math.max(FACE_OCCLUSION.doubtMin, 1 - confidence));
  return assessed(native, 100 * sigmoid(native, FACE_OCCLUSION.middle, FACE_OCCLUSION.width));
}
