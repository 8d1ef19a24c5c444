/** Messages between the lane and the process of a candidate. Captures are sealed as the vault sealed them; keys and verdicts by the channel. */

/** A key padded with zeros, because V8 copies short buffers without wiping them. */
export const PADDED_KEY_BYTES = 128;

export type ToCandidate =
  | {
      readonly kind: 'open';
      readonly publicKey: Uint8Array;
      readonly file: string;
      /** SHA-256 of the file, hex. */
      readonly digest: string;
    }
  | {
      readonly kind: 'reference' | 'probe';
      readonly id: number;
      readonly capture: Uint8Array;
      /** The capture's key, sealed by the channel. */
      readonly key: Uint8Array;
    }
  | { readonly kind: 'compare'; readonly id: number; readonly maximumFalseMatchRate: number };

export type FromCandidate =
  /** Answers `open`. Absent key: the file cannot be used. */
  | { readonly kind: 'opened'; readonly publicKey?: Uint8Array | undefined }
  | { readonly kind: 'done'; readonly id: number }
  /** The comparison, sealed by the channel (`CandidateVerdict`). Everything of the traveller is wiped. */
  | { readonly kind: 'judged'; readonly id: number; readonly verdict: Uint8Array }
  | { readonly kind: 'failed'; readonly id: number };

/** As `Comparison` of `models/face`. The ratio stays inside the lane. */
export type CandidateVerdict =
  | { readonly kind: 'below-threshold' }
  | { readonly kind: 'match'; readonly logLikelihoodRatio: number };
