import type { Image } from '../../../hardware/device/image.ts';
import type { FaceWorkspace } from '../face-workspace.ts';
import type { HeadPose } from '../head-pose.ts';
import type { Landmarks } from '../landmarks.ts';
import { readCheekZones } from './cheek-zones.ts';
import { type CropOfTheFaceImage, cropOfTheFaceImage } from './crop-of-the-face-image.ts';
import { dynamicRange } from './dynamic-range.ts';
import { eyesOpen } from './eyes-open.ts';
import { eyesVisible } from './eyes-visible.ts';
import { faceOcclusionPrevention } from './face-occlusion-prevention.ts';
import { readFaceRegion } from './face-region.ts';
import { headPoseAngle } from './head-pose-angle.ts';
import { illuminationUniformity } from './illumination-uniformity.ts';
import { interEyeDistance } from './inter-eye-distance.ts';
import { luminanceMean } from './luminance-mean.ts';
import { motionBlurPrevention } from './motion-blur-prevention.ts';
import { mouthClosed } from './mouth-closed.ts';
import { naturalColour } from './natural-colour.ts';
import { overExposurePrevention } from './over-exposure-prevention.ts';
import type { QualityMeasure } from './quality-measure.ts';
import { sharpness } from './sharpness.ts';
import { signalToNoise } from './signal-to-noise.ts';
import { singleFacePresent } from './single-face-present.ts';
import { underExposurePrevention } from './under-exposure-prevention.ts';

/** The measures of one face in a live frame, named as in ISO/IEC 29794-5 where the standard defines them. */
export interface FaceQuality extends CropOfTheFaceImage {
  readonly interEyeDistance: QualityMeasure;
  readonly headPoseYaw: QualityMeasure;
  readonly headPosePitch: QualityMeasure;
  readonly headPoseRoll: QualityMeasure;
  readonly singleFacePresent: QualityMeasure;
  readonly luminanceMean: QualityMeasure;
  readonly underExposurePrevention: QualityMeasure;
  readonly overExposurePrevention: QualityMeasure;
  readonly dynamicRange: QualityMeasure;
  readonly sharpness: QualityMeasure;
  readonly signalToNoise: QualityMeasure;
  readonly motionBlurPrevention: QualityMeasure;
  readonly illuminationUniformity: QualityMeasure;
  readonly naturalColour: QualityMeasure;
  readonly eyesOpen: QualityMeasure;
  readonly mouthClosed: QualityMeasure;
  readonly eyesVisible: QualityMeasure;
  readonly faceOcclusionPrevention: QualityMeasure;
}

/** @param landmarkConfidence confidence of the landmark network, 0..1; `NaN` when it is unknown */
export function faceQuality(
  image: Image,
  landmarks: Landmarks,
  pose: HeadPose,
  eyeDistancePx: number,
  secondFaceRatio: number,
  workspace: FaceWorkspace,
  landmarkConfidence = Number.NaN,
): FaceQuality {
  const region = readFaceRegion(image, landmarks, workspace);
  const cheeks = readCheekZones(image, landmarks);
  return {
    interEyeDistance: interEyeDistance(eyeDistancePx),
    headPoseYaw: headPoseAngle(pose.yaw),
    headPosePitch: headPoseAngle(pose.pitch),
    headPoseRoll: headPoseAngle(pose.roll),
    singleFacePresent: singleFacePresent(secondFaceRatio),
    ...cropOfTheFaceImage(landmarks, image, eyeDistancePx),
    luminanceMean: luminanceMean(region),
    underExposurePrevention: underExposurePrevention(region),
    overExposurePrevention: overExposurePrevention(region),
    dynamicRange: dynamicRange(region),
    sharpness: sharpness(region),
    signalToNoise: signalToNoise(region),
    motionBlurPrevention: motionBlurPrevention(region),
    illuminationUniformity: illuminationUniformity(cheeks),
    naturalColour: naturalColour(cheeks),
    eyesOpen: eyesOpen(landmarks),
    mouthClosed: mouthClosed(landmarks),
    eyesVisible: eyesVisible(region),
    faceOcclusionPrevention: faceOcclusionPrevention(landmarkConfidence),
  };
}
