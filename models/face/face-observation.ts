import type { HeadPose } from './head-pose.ts';
import type { Landmarks } from './landmarks.ts';
import type { FaceQuality } from './quality/face-quality.ts';

/** The result for one frame. Poor quality is a result, not an error. */
export type FaceObservation =
  | { readonly kind: 'nobody' }
  /** `count` faces of comparable size, the traveller's included: 2 or more. */
  | { readonly kind: 'several'; readonly count: number }
  | FaceSeen;

export interface FaceSeen {
  readonly kind: 'face';
  /** Shares of the image's width and height. The box may extend beyond the image. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** The detector's score, 0..1. */
  readonly detectionScore: number;
  /** Distance between the middles of the eyes, px, corrected for yaw. */
  readonly interEyeDistancePx: number;
  /** Degrees; see `HeadPose` for the signs. */
  readonly pose: HeadPose;
  readonly quality: FaceQuality;
  /** 0..100, for choosing the best of several frames. */
  readonly unifiedQuality: number;
  /** Float32 [468, 3], image px. Biometric: see `withoutLandmarks` before an observation leaves its thread. */
  readonly landmarks: Landmarks;
}

/** An observation that may leave the thread: it contains nothing that identifies a person. */
export type FaceSighting = Exclude<FaceObservation, FaceSeen> | Omit<FaceSeen, 'landmarks'>;

export function withoutLandmarks(observation: FaceObservation): FaceSighting {
  if (observation.kind !== 'face') return observation;
  const { landmarks: _, ...sighting } = observation;
  return sighting;
}

/** Overwrites the landmarks with zeros. Safe to repeat. */
export function wipeObservation(observation: FaceObservation): void {
  if (observation.kind === 'face') observation.landmarks.fill(0);
}
