import { PITCH_OF_A_FRONTAL_FACE } from './constants.ts';
import { CHIN, FOREHEAD, MIRRORED_PAIRS } from './landmark-points.ts';
import type { Landmarks } from './landmarks.ts';

/**
 * Direction of the head, degrees, with the signs of ISO/IEC 39794-5: `yaw` is positive when the traveller turns to
 * their own left (the nose moves right in an image that is not mirrored), `pitch` is positive when they look down,
 * `roll` is positive when they lean the head towards their own right shoulder.
 */
export interface HeadPose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/**
 * Computes the pose from the mesh, without a model head. Two axes are measured in three dimensions: across the face,
 * as the sum of the vectors from right points to their mirror points (brows, eyes, cheeks, nose, mouth, jaw), and from
 * forehead to chin, made perpendicular to the first. Their directions give the angles. Only the pitch needs an offset,
 * because the line from forehead to chin leans in a face that looks straight ahead.
 */
export function headPose(landmarks: Landmarks): HeadPose {
  let [acrossX, acrossY, acrossZ] = [0, 0, 0];
  for (const [right, left] of MIRRORED_PAIRS) {
    acrossX += landmarks[3 * left]! - landmarks[3 * right]!;
    acrossY += landmarks[3 * left + 1]! - landmarks[3 * right + 1]!;
    acrossZ += landmarks[3 * left + 2]! - landmarks[3 * right + 2]!;
  }
  const length = Math.hypot(acrossX, acrossY, acrossZ);
  const [x, y, z] = [acrossX / length, acrossY / length, acrossZ / length];
  let downX = landmarks[3 * CHIN]! - landmarks[3 * FOREHEAD]!;
  let downY = landmarks[3 * CHIN + 1]! - landmarks[3 * FOREHEAD + 1]!;
  let downZ = landmarks[3 * CHIN + 2]! - landmarks[3 * FOREHEAD + 2]!;
  const along = downX * x + downY * y + downZ * z;
  downX -= along * x;
  downY -= along * y;
  downZ -= along * z;
  // The yaw also rotates the vertical axis. Undo that, or the pitch of a turned head would be too small.
  const lean = downZ / Math.hypot(downX, downY, downZ) / Math.max(0.1, Math.hypot(x, y));
  return {
    yaw: degrees(Math.atan2(z, Math.hypot(x, y))),
    pitch: degrees(Math.asin(Math.max(-1, Math.min(1, lean)))) - PITCH_OF_A_FRONTAL_FACE,
    roll: degrees(Math.atan2(-y, x)),
  };
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
