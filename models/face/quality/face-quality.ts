import type { Image } from '../../../hardware/image.ts';
import type { FaceWorkspace } from '../face-workspace.ts';
import type { HeadPose } from '../head-pose.ts';
import type { Landmarks } from '../landmarks.ts';
import { type CropOfTheFaceImage, cropOfTheFaceImage } from './crop-of-the-face-image.ts';
import { dynamicRange } from './dynamic-range.ts';
import { readFaceRegion } from './face-region.ts';
import { headPoseAngle } from './head-pose-angle.ts';
import { interEyeDistance } from './inter-eye-distance.ts';
import { luminanceMean } from './luminance-mean.ts';
import { overExposurePrevention } from './over-exposure-prevention.ts';
import type { QualityMeasure } from './quality-measure.ts';
import { sharpness } from './sharpness.ts';
import { singleFacePresent } from './single-face-present.ts';
import { underExposurePrevention } from './under-exposure-prevention.ts';

/** The measures of one face, each under its name in ISO/IEC 29794-5. */
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
}

export function faceQuality(
  image: Image,
  landmarks: Landmarks,
  pose: HeadPose,
  eyeDistancePx: number,
  secondFaceRatio: number,
  workspace: FaceWorkspace,
): FaceQuality {
  const region = readFaceRegion(image, landmarks, workspace);
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
  };
}
