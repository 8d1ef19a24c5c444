import type { Image } from '../../../hardware/device/image.ts';
import { CROP_WIDTH, MARGIN_ABOVE_MIDDLE, MARGIN_BELOW_MIDDLE, SIDEWAYS_CROP_MIDDLE } from '../constants.ts';
import { fivePoints } from '../five-points.ts';
import { CHIN } from '../landmark-points.ts';
import type { Landmarks } from '../landmarks.ts';
import { assessed, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** The four sides of ISO/IEC 29794-5's crop measures; leftward is the left of the image. */
export interface CropOfTheFaceImage {
  /** Native: inter-eye distances between the eye and the image's left side. */
  readonly leftwardCropOfTheFaceImage: QualityMeasure;
  /** Native: inter-eye distances between the eye and the image's right side. */
  readonly rightwardCropOfTheFaceImage: QualityMeasure;
  /** Native: distances from eyes to chin between the eyes and the image's top. */
  readonly marginAboveOfTheFaceImage: QualityMeasure;
  /** Native: distances from eyes to chin between the eyes and the image's bottom. */
  readonly marginBelowOfTheFaceImage: QualityMeasure;
}

export function cropOfTheFaceImage(
  landmarks: Landmarks,
  { width, height }: Pick<Image, 'width' | 'height'>,
  eyeDistancePx: number,
): CropOfTheFaceImage {
  const [rightX = 0, rightY = 0, leftX = 0, leftY = 0] = fivePoints(landmarks);
  const eyesX = (rightX + leftX) / 2;
  const eyesY = (rightY + leftY) / 2;
  const eyesToChin = Math.hypot(landmarks[3 * CHIN]! - eyesX, landmarks[3 * CHIN + 1]! - eyesY);
  const side = (native: number, middle: number): QualityMeasure =>
    assessed(native, 100 * sigmoid(native, middle, CROP_WIDTH));
  return {
    leftwardCropOfTheFaceImage: side(rightX / eyeDistancePx, SIDEWAYS_CROP_MIDDLE),
    rightwardCropOfTheFaceImage: side((width - leftX) / eyeDistancePx, SIDEWAYS_CROP_MIDDLE),
    marginAboveOfTheFaceImage: side(eyesY / eyesToChin, MARGIN_ABOVE_MIDDLE),
    marginBelowOfTheFaceImage: side((height - eyesY) / eyesToChin, MARGIN_BELOW_MIDDLE),
  };
}
