import { assessed, type QualityMeasure } from './quality-measure.ts';

/**
 * HeadPoseYaw, HeadPosePitch or HeadPoseRoll. Native: degrees, with the signs of `HeadPose`. The component is the
 * squared cosine.
 */
export function headPoseAngle(degrees: number): QualityMeasure {
  if (Math.abs(degrees) >= 90) return assessed(degrees, 0);
  return assessed(degrees, 100 * Math.cos((degrees * Math.PI) / 180) ** 2);
}
