import { INTER_EYE_DISTANCE_MIDDLE_PX, INTER_EYE_DISTANCE_WIDTH_PX } from '../constants.ts';
import { fivePoints } from '../five-points.ts';
import type { HeadPose } from '../head-pose.ts';
import type { Landmarks } from '../landmarks.ts';
import { assessed, type QualityMeasure, sigmoid } from './quality-measure.ts';

/** Distance between the middles of the eyes, px, corrected for the yaw of the head (ISO/IEC 29794-5). */
export function interEyeDistancePx(landmarks: Landmarks, { yaw }: HeadPose): number {
  const [rightX = 0, rightY = 0, leftX = 0, leftY = 0] = fivePoints(landmarks);
  const foreshortening = Math.max(0.5, Math.cos((yaw * Math.PI) / 180));
  return Math.hypot(leftX - rightX, leftY - rightY) / foreshortening;
}

/** InterEyeDistance. Native: px. */
export function interEyeDistance(px: number): QualityMeasure {
  return assessed(px, 100 * sigmoid(px, INTER_EYE_DISTANCE_MIDDLE_PX, INTER_EYE_DISTANCE_WIDTH_PX));
}
