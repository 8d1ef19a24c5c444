import type { Image } from '../../../hardware/device/image.ts';
import type { Landmarks } from '../landmarks.ts';
import { backgroundUniformity } from './background-uniformity.ts';
import { noCompressionArtifacts } from './no-compression-artifacts.ts';
import type { QualityMeasure } from './quality-measure.ts';

/** Measures for portraits and enrolment, which are too expensive for every frame of a stream. */
export interface PortraitQuality {
  readonly backgroundUniformity: QualityMeasure;
  readonly noCompressionArtifacts: QualityMeasure;
}

/** @param image as decoded, not resized */
export function portraitQuality(image: Image, landmarks: Landmarks): PortraitQuality {
  return {
    backgroundUniformity: backgroundUniformity(image, landmarks),
    noCompressionArtifacts: noCompressionArtifacts(image, landmarks),
  };
}
