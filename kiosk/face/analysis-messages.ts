/** What the lane and its analysis thread say to each other. Sealed captures go in; findings without biometrics come out. */
import type { Comparison } from '../../models/face/compare.ts';
import type { FaceSighting } from '../../models/face/face-observation.ts';
import type { FaceModelDigests } from '../../models/face/open-face-models.ts';
import type {
  LightLatency,
  LightOutcome,
  ShownLight,
} from '../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { TurnDirection, TurnPrompt } from '../../models/face/presentation-attack/head-turn-outcome.ts';
import type { Advice } from '../../models/face/quality/advice.ts';
import type { RecordInTransit, RecordKeys } from '../registration/protected-record.ts';
import type { KeySlot } from '../vault/key-table.ts';

/** A sealed capture on its way: the buffer is transferred there and back, the key stays in its slot. */
export interface SealedInTransit {
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly slot: KeySlot;
}

/** Who is in a frame, and what to tell them; no advice for a face means the frame is usable. */
export interface Sighted {
  readonly sighting: FaceSighting;
  readonly advice: Advice | undefined;
  /** Present for a frame after the prompt to turn: whether the head has turned far enough to be judged. */
  readonly turned?: boolean;
}

/** A buffer that the frame is drawn into for the traveller's screen, on its way there or back. */
export interface Mirrored {
  readonly mirror?: Uint8Array<ArrayBuffer> | undefined;
}

export type AnalysisRequest =
  | { readonly kind: 'digests' }
  /** Takes the portrait as the reference of this traveller. */
  | { readonly kind: 'reference'; readonly capture: SealedInTransit }
  /** The same of a registered traveller's protected record. */
  | { readonly kind: 'record'; readonly record: RecordInTransit }
  /** Makes a record of pictures that match the portrait. */
  | {
      readonly kind: 'protect';
      readonly portrait: SealedInTransit;
      readonly captures: readonly SealedInTransit[];
      readonly keys: RecordKeys;
      readonly maximumFalseMatchRate: number;
    }
  /** Makes a record of a record, under other keys. */
  | { readonly kind: 'renew'; readonly from: RecordInTransit; readonly to: RecordKeys }
  /** Who is in this frame? */
  | ({
      readonly kind: 'observe';
      readonly capture: SealedInTransit;
      readonly atMs: number;
      /** Embeds the frame for the comparison, if it is usable. */
      readonly isProbe: boolean;
    } & Mirrored)
  /** Starts a head turn at this frame. */
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
      /** Starts a head turn at this frame too. */
      readonly startsTurn?: boolean | undefined;
    }
  /** Ends a light challenge: without what was shown there is nothing to judge. */
  | { readonly kind: 'light-decide'; readonly shown: ShownLight | undefined; readonly latency: LightLatency }
  /** Compares the reference with the probes of this attempt and with these captures, fused; see `probes.ts`. */
  | { readonly kind: 'compare'; readonly captures: readonly SealedInTransit[]; readonly maximumFalseMatchRate: number }
  /** Wipes reference, tracks and pixel buffers. */
  | { readonly kind: 'forget' };

export type AnalysisAnswer =
  | { readonly kind: 'digests'; readonly digests: FaceModelDigests }
  | { readonly kind: 'reference'; readonly usable: boolean; readonly sealed: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'record-taken'; readonly usable: boolean }
  | {
      readonly kind: 'protected';
      /** Sealed; `undefined` when a picture was not good enough or not of the portrait's person, or the record does not open. */
      readonly record: Uint8Array<ArrayBuffer> | undefined;
      /** The captures on their way back, the portrait first. */
      readonly sealed: readonly Uint8Array<ArrayBuffer>[];
    }
  | ({
      readonly kind: 'sighted';
      readonly sighted: Sighted;
      /** Whether the frame is a probe now. */
      readonly isProbe: boolean;
      readonly sealed: Uint8Array<ArrayBuffer>;
    } & Mirrored)
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
}
