/**
 * Messages between the lane and its finger thread. Requests contain sealed prints; answers contain findings without
 * biometrics.
 */
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Comparison } from '../../../models/finger/compare.ts';
import type { FingerAdvice } from '../../../models/finger/quality/advice.ts';
import type { SealedInTransit } from '../face/analysis-messages.ts';
import type { RegistrationInTransit } from '../../lists/registration/finger-record.ts';
import type { KeySlot } from '../../vault/captures/key-table.ts';

/** A sealed print and its properties. */
export interface ImpressionInTransit {
  readonly capture: SealedInTransit;
  readonly position: FingerPosition;
  /** Pixels per inch; absent for a record, which states it. */
  readonly resolutionPpi: number | undefined;
}

/** The quality of a print. No advice means that it is good enough. */
export type PrintFinding =
  /** `best`: better than the earlier prints of this finger, which may be discarded. */
  | {
      readonly kind: 'print';
      readonly quality: number;
      readonly best: boolean;
      readonly advice: FingerAdvice | undefined;
    }
  | { readonly kind: 'unusable'; readonly advice: FingerAdvice | undefined };

export type FingerRequest =
  /** Loads the analyser, unless it is loaded. */
  | { readonly kind: 'open' }
  /** Sets the fingers of a document's DG3 as this traveller's references. */
  | { readonly kind: 'references-of-document'; readonly capture: SealedInTransit }
  | { readonly kind: 'references-of-registration'; readonly registration: RegistrationInTransit }
  | { readonly kind: 'extract'; readonly impression: ImpressionInTransit }
  /** Compares the best print of each finger with its references, all together, then wipes the prints. */
  | {
      readonly kind: 'compare';
      readonly positions: readonly FingerPosition[];
      readonly maximumFalseMatchRate: number;
    }
  /** Creates a registration from prints, sealed with the key in `slot` and bound to `context`. */
  | {
      readonly kind: 'register';
      readonly impressions: readonly ImpressionInTransit[];
      readonly slot: KeySlot;
      readonly context: Uint8Array<ArrayBuffer>;
    }
  /** Wipes the prints of an attempt, so that the next starts without prints. */
  | { readonly kind: 'forget-prints' }
  /** Wipes references, prints and pixel buffers. */
  | { readonly kind: 'forget' };

export type FingerAnswer =
  /** `digest`: SHA-256 of the filter graph, hex. */
  | { readonly kind: 'opened'; readonly digest: string }
  | {
      readonly kind: 'references';
      /** Fingers that now have a reference. */
      readonly positions: readonly FingerPosition[];
      /** The returned capture of the document. */
      readonly sealed: Uint8Array<ArrayBuffer> | undefined;
    }
  | { readonly kind: 'extracted'; readonly finding: PrintFinding; readonly sealed: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'comparison'; readonly comparison: Comparison }
  | {
      readonly kind: 'registered';
      /** Absent when a print was not good enough. */
      readonly registration: Uint8Array<ArrayBuffer> | undefined;
      readonly sealed: readonly Uint8Array<ArrayBuffer>[];
    }
  | { readonly kind: 'forgotten' };

export interface FingerThreadData {
  /** The vault's key table. */
  readonly keyMemory: SharedArrayBuffer;
  /** The registrations' key table. */
  readonly registrationKeyMemory: SharedArrayBuffer;
}
