/** What the lane and its finger thread say to each other. Sealed prints go in; findings without biometrics come out. */
import type { FingerPosition } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Comparison } from '../../models/finger/compare.ts';
import type { FingerAdvice } from '../../models/finger/quality/advice.ts';
import type { SealedInTransit } from '../face/analysis-messages.ts';
import type { RegistrationInTransit } from '../registration/finger-record.ts';
import type { KeySlot } from '../vault/key-table.ts';

/** A sealed print, and what its bytes do not say. */
export interface ImpressionInTransit {
  readonly capture: SealedInTransit;
  readonly position: FingerPosition;
  /** Pixels per inch; absent for a record, which states it. */
  readonly resolutionPpi: number | undefined;
}

/** What a print is worth; no advice means that it is good enough. */
export type PrintFinding =
  /** `best`: better than those of this finger before, which may be discarded. */
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
  /** Takes the fingers of a document's DG3 as this traveller's references. */
  | { readonly kind: 'references-of-document'; readonly capture: SealedInTransit }
  | { readonly kind: 'references-of-registration'; readonly registration: RegistrationInTransit }
  | { readonly kind: 'extract'; readonly impression: ImpressionInTransit }
  /** Compares the best print of each finger with its references, all together; prints are forgotten by it. */
  | {
      readonly kind: 'compare';
      readonly positions: readonly FingerPosition[];
      readonly maximumFalseMatchRate: number;
    }
  /** Makes a registration of prints: sealed under the key in `slot`, bound to `context`. */
  | {
      readonly kind: 'register';
      readonly impressions: readonly ImpressionInTransit[];
      readonly slot: KeySlot;
      readonly context: Uint8Array<ArrayBuffer>;
    }
  /** Wipes the prints of an attempt: the next starts with none. */
  | { readonly kind: 'forget-prints' }
  /** Wipes references, prints and pixel buffers. */
  | { readonly kind: 'forget' };

export type FingerAnswer =
  /** `digest`: SHA-256 of the filter graph, hex. */
  | { readonly kind: 'opened'; readonly digest: string }
  | {
      readonly kind: 'references';
      /** Fingers that there now is a reference of. */
      readonly positions: readonly FingerPosition[];
      /** The document's capture on its way back. */
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
