/**
 * Messages between the lane and its analysis thread. Requests contain sealed captures; answers contain findings without
 * biometrics, and the positions of the eyes in sealed form.
 */
import type { Comparison } from '../../../models/face/compare.ts';
import type { FaceSighting } from '../../../models/face/face-observation.ts';
import type { FaceModelDigests } from '../../../models/face/open-face-models.ts';
import type {
  LightLatency,
  LightOutcome,
  ShownLight,
} from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { TurnDirection, TurnPrompt } from '../../../models/face/presentation-attack/head-turn-outcome.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { RecordInTransit, RecordKeys } from '../../lists/registration/protected-record.ts';
import type { KeySlot } from '../../vault/captures/key-table.ts';
import type { ReleasedModels } from './released-models.ts';

/** A sealed capture in transit: its buffer is transferred to the thread and back; the key stays in its slot. */
export interface SealedInTransit {
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly slot: KeySlot;
}

/** The face in a frame and the advice to the traveller. A face without advice means that the frame is usable. */
export interface Sighted {
  readonly sighting: FaceSighting;
  readonly advice: Advice | undefined;
  /** Present for a frame after the prompt to turn: whether the head has turned far enough to be judged. */
  readonly turned?: boolean;
}

/** A buffer for the mirror picture of the frame, in transit. */
export interface Mirrored {
  readonly mirror?: Uint8Array<ArrayBuffer> | undefined;
}

export type AnalysisRequest =
  | { readonly kind: 'digests' }
  /** Takes the portrait as the reference of this traveller. */
  | { readonly kind: 'reference'; readonly capture: SealedInTransit }
  /** Takes the protected record of a registered traveller as the reference. */
  | { readonly kind: 'record'; readonly record: RecordInTransit }
  /** Creates a record from pictures that match the portrait. */
  | {
      readonly kind: 'protect';
      readonly portrait: SealedInTransit;
      readonly captures: readonly SealedInTransit[];
      readonly keys: RecordKeys;
      readonly maximumFalseMatchRate: number;
    }
  /** Renews a record with other keys. */
  | { readonly kind: 'renew'; readonly from: RecordInTransit; readonly to: RecordKeys }
  /** Analyses this frame. */
  | ({
      readonly kind: 'observe';
      readonly capture: SealedInTransit;
      readonly atMs: number;
      /** Whether to embed the frame for the comparison, if it is usable. */
      readonly isProbe: boolean;
    } & Mirrored)
  /** Starts a head turn with this frame. */
  | ({ readonly kind: 'turn-begin'; readonly capture: SealedInTransit; readonly atMs: number } & Mirrored)
  | {
      readonly kind: 'turn-add';
      readonly capture: SealedInTransit;
      readonly atMs: number;
      readonly prompt?: TurnPrompt | undefined;
    }
  | { readonly kind: 'turn-decide'; readonly direction: TurnDirection; readonly promptedAtMs: number }
  | {
      readonly kind: 'light-add';
      readonly capture: SealedInTransit;
      readonly atMs: number;
      /** Whether to start a head turn with this frame as well. */
      readonly startsTurn?: boolean | undefined;
    }
  /** Ends a light challenge. Without `shown` there is no verdict. */
  | { readonly kind: 'light-decide'; readonly shown: ShownLight | undefined; readonly latency: LightLatency }
  /** Compares the reference with the probes of this attempt and with these captures, fused; see `probes.ts`. */
  | { readonly kind: 'compare'; readonly captures: readonly SealedInTransit[]; readonly maximumFalseMatchRate: number }
  /** Wipes reference, tracks and pixel buffers. */
  | { readonly kind: 'forget' };

/** The positions of the eyes, sealed under the capture's key: `server/contract/eye-positions.ts`. */
export interface WithEyes {
  readonly sealedEyes?: Uint8Array<ArrayBuffer> | undefined;
}

export type AnalysisAnswer =
  | {
      readonly kind: 'digests';
      readonly digests: FaceModelDigests;
      /** Those of the models that compare registered faces. */
      readonly recordDigests: FaceModelDigests;
    }
  | ({ readonly kind: 'reference'; readonly usable: boolean; readonly sealed: Uint8Array<ArrayBuffer> } & WithEyes)
  | { readonly kind: 'record-taken'; readonly usable: boolean }
  | {
      readonly kind: 'protected';
      /**
       * Sealed; `undefined` when a picture was not good enough or shows another person than the portrait, or the
       * record does not open.
       */
      readonly record: Uint8Array<ArrayBuffer> | undefined;
      /** The returned captures, the portrait first. */
      readonly sealed: readonly Uint8Array<ArrayBuffer>[];
    }
  | ({
      readonly kind: 'sighted';
      readonly sighted: Sighted;
      /** Whether the frame was added to the probes. */
      readonly isProbe: boolean;
      readonly sealed: Uint8Array<ArrayBuffer>;
    } & Mirrored &
      WithEyes)
  | { readonly kind: 'turn'; readonly verdict: 'head' | 'plane' | 'undecidable' }
  | { readonly kind: 'light'; readonly verdict: LightOutcome['kind'] }
  | {
      readonly kind: 'comparison';
      readonly comparison: Comparison;
      readonly sealed: readonly Uint8Array<ArrayBuffer>[];
    }
  | { readonly kind: 'forgotten' };

export interface AnalysisThreadData {
  /** The vault's key table. */
  readonly keyMemory: SharedArrayBuffer;
  /** The registered faces' key table. */
  readonly recordKeyMemory: SharedArrayBuffer;
  /** Absent: the installed models. */
  readonly models?: ReleasedModels;
  /**
   * Whether registered faces are compared and made beside released models. The installed models do it, which made the records, and are
   * loaded as well. Without released models there is no difference.
   */
  readonly usesRecords?: boolean;
}
