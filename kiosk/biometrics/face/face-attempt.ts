/** Inputs and progress of one attempt at the camera. */
import type { Camera } from '../../../hardware/camera/camera.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Indicator } from '../../../hardware/indicator/indicator.ts';
import type { FaceSighting } from '../../../models/face/face-observation.ts';
import type { HeadPose } from '../../../models/face/head-pose.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { PhaseDuty, Policy } from '../../rules/decision/policy.ts';
import type { Vault } from '../../vault/captures/vault.ts';
import type { FaceAnalysis } from './analysis.ts';
import type { LaneLights } from './light-board.ts';
import type { Mirror } from './mirror.ts';

/** Progress of the face step for the screen. */
export interface FaceProgress {
  readonly prompt: 'look' | 'light' | 'turn-left' | 'turn-right' | 'wait';
  readonly advice: Advice | undefined;
  /** Position of the face, in shares of the frame; `undefined` when no face is found. */
  readonly box:
    | { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
    | undefined;
  /** Direction of the head, whole degrees with the signs of `HeadPose`; absent when no face is found. */
  readonly pose?: HeadPose | undefined;
}

export interface FaceStepOptions {
  readonly transactionId: TransactionId;
  /** 1 for the first of this traveller. */
  readonly attempt: number;
  readonly camera: Camera;
  readonly indicator: Indicator;
  readonly vault: Vault;
  readonly analysis: FaceAnalysis;
  readonly clock: Clock;
  /** Uniform in 0 ≤ r < 1, from an unpredictable source. */
  readonly random: () => number;
  readonly duties: { readonly light: PhaseDuty; readonly headTurn: PhaseDuty };
  readonly withoutLights: Policy['withoutLights'];
  readonly lights: LaneLights;
  /** Shows the traveller their own picture while they find their position. */
  readonly mirror: Mirror;
  readonly maximumFalseMatchRate: number;
  /** Durably counts a try before it begins. Resolves to `false` when the daily limit of this document is reached. */
  readonly countTry: (tried: 'presentations' | 'comparisons') => Promise<boolean>;
  /**
   * Whether there is a reference for the comparison. It is created while the camera starts; until then frames are
   * wiped unseen.
   */
  readonly reference: Promise<boolean>;
  readonly onProgress: (progress: FaceProgress) => void;
  /** While the lane is slow: fewer frames, no mirror picture, and no frame of the search is embedded. */
  readonly isReduced: boolean;
  /** Called at the end of an attempt that was long enough, with its analysed frames per second. */
  readonly onRate: (framesPerS: number) => void;
  readonly signal: AbortSignal;
}

export type NotCaptured =
  | { readonly kind: 'nobody' | 'several' | 'too-slow' }
  | { readonly kind: 'poor-quality'; readonly advice?: Advice | undefined };

/** Position and direction of a face, coarse enough not to identify a person. */
export function seenOf(sighting: FaceSighting): Pick<FaceProgress, 'box' | 'pose'> {
  if (sighting.kind !== 'face') return { box: undefined };
  const { box, pose } = sighting;
  const share = (value: number): number => Math.round(value * 200) / 200;
  return {
    box: { left: share(box.left), top: share(box.top), width: share(box.width), height: share(box.height) },
    pose: { yaw: Math.round(pose.yaw), pitch: Math.round(pose.pitch), roll: Math.round(pose.roll) },
  };
}
