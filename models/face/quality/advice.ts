import { ADVICE } from '../constants.ts';
import type { FaceObservation, FaceSeen } from '../face-observation.ts';
import { componentOf } from './unified-quality.ts';

/** What the screen may ask of the traveller, one thing at a time. */
export type Advice =
  | 'one-person-only'
  | 'step-back'
  | 'centre'
  | 'come-closer'
  | 'look-straight'
  | 'more-light'
  | 'hold-still';

/**
 * The most useful thing to say, in the order in which a person can act on it: first where to stand, then where to look,
 * then light and stillness.
 *
 * @returns `undefined` when nothing needs saying: the frame is good, or nobody is there to advise
 */
export function adviceFor(observation: FaceObservation): Advice | undefined {
  switch (observation.kind) {
    case 'nobody':
      return undefined;
    case 'several':
      return 'one-person-only';
    case 'face':
      return placement(observation) ?? presentation(observation);
  }
}

function placement({ box, quality, interEyeDistancePx }: FaceSeen): Advice | undefined {
  const sides = [quality.leftwardCropOfTheFaceImage, quality.rightwardCropOfTheFaceImage];
  const ends = [quality.marginAboveOfTheFaceImage, quality.marginBelowOfTheFaceImage];
  const cropped = [...sides, ...ends].some((margin) => componentOf(margin) < ADVICE.marginComponentMin);
  if (box.width > ADVICE.faceWidthShareMax || box.height > ADVICE.faceHeightShareMax) return 'step-back';
  if (cropped || Math.abs(box.left + box.width / 2 - 0.5) > ADVICE.offCentreShareMax) return 'centre';
  if (interEyeDistancePx < ADVICE.interEyeDistanceMinPx) return 'come-closer';
  return undefined;
}

function presentation({ pose, quality }: FaceSeen): Advice | undefined {
  const turned = Math.max(
    Math.abs(pose.yaw) / ADVICE.yawMaxDegrees,
    Math.abs(pose.pitch) / ADVICE.pitchMaxDegrees,
    Math.abs(pose.roll) / ADVICE.rollMaxDegrees,
  );
  if (turned > 1) return 'look-straight';
  const dark = quality.luminanceMean.kind === 'assessed' && quality.luminanceMean.native < ADVICE.luminanceMin;
  if (dark || componentOf(quality.underExposurePrevention) < ADVICE.exposureComponentMin) return 'more-light';
  if (componentOf(quality.sharpness) < ADVICE.sharpnessComponentMin) return 'hold-still';
  return undefined;
}
