/** Pose of a subject in front of the camera. Angles in degrees, lengths in inter-eye distances. */
export interface Pose {
  /** Positive to the person's own left, which is the image's right. */
  readonly yaw: number;
  /** Positive with the chin up. */
  readonly pitch: number;
  /** Positive clockwise in the image. */
  readonly roll: number;
  readonly shiftX: number;
  readonly shiftY: number;
  /** 1 is the usual distance, 1.1 a tenth closer. */
  readonly scale: number;
}

export const STILL: Pose = { yaw: 0, pitch: 0, roll: 0, shiftX: 0, shiftY: 0, scale: 1 };

type Vector = readonly [number, number, number];

/** Turns a vector by yaw, then pitch, about the origin. y down, z towards the camera. */
export function turn([x, y, z]: Vector, yawDegrees: number, pitchDegrees: number): Vector {
  const yaw = (yawDegrees * Math.PI) / 180;
  const pitch = (pitchDegrees * Math.PI) / 180;
  const turnedX = x * Math.cos(yaw) + z * Math.sin(yaw);
  const turnedZ = z * Math.cos(yaw) - x * Math.sin(yaw);
  return [turnedX, y * Math.cos(pitch) - turnedZ * Math.sin(pitch), turnedZ * Math.cos(pitch) + y * Math.sin(pitch)];
}
