import { ADVICE } from '../constants.ts';
import type { FaceObservation, FaceSeen } from '../face-observation.ts';
import type { FaceQuality } from './face-quality.ts';
import type { QualityMeasure } from './quality-measure.ts';
import { componentOf } from './unified-quality.ts';

/** Requests to the traveller. The screen shows one at a time. */
export type Advice =
  | 'one-person-only'
  | 'step-back'
  | 'centre'
  | 'come-closer'
  | 'look-straight'
  | 'more-light'
  | 'less-light'
  | 'uncover-eyes'
  | 'uncover-face'
  | 'hold-still';

/**
 * The most useful request, in the order in which a person can act on it: position, direction of view, light, covering
 * of the face, stillness. Eyes and mouth are never a reason: narrow eyes have the same values as closed ones, and open
 * mouths compare well enough. Uneven light is not a reason either, because it does not affect the embedder
 * (test/bench/results/face.md).
 *
 * @returns `undefined` when the frame is good or contains no single face
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
  const { signalToNoise, overExposurePrevention, eyesVisible } = quality;
  // Luminance is not used: darker skin gives a darker picture of equal quality.
  if (nativeOf(signalToNoise, Number.POSITIVE_INFINITY) < ADVICE.signalToNoiseMin) return 'more-light';
  if (nativeOf(overExposurePrevention, 0) > ADVICE.overExposedShareMax) return 'less-light';
  if (nativeOf(eyesVisible, 0) < ADVICE.eyesToCheeksMin) return 'uncover-eyes';
  if (blurred(quality)) return 'hold-still';
  // After the check for blur, which also lowers the network's confidence.
  if (componentOf(quality.faceOcclusionPrevention, 100) < ADVICE.faceOcclusionComponentMin) return 'uncover-face';
  return undefined;
}

function blurred({ sharpness, motionBlurPrevention }: FaceQuality): boolean {
  if (componentOf(sharpness) < ADVICE.sharpnessComponentMin) return true;
  return componentOf(motionBlurPrevention, 100) < ADVICE.motionBlurComponentMin;
}

function nativeOf(measure: QualityMeasure, unassessed: number): number {
  return measure.kind === 'assessed' ? measure.native : unassessed;
}
