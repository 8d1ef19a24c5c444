/** Everything a decision may rest on. Facts as the steps found them; no step decides. */
import type { Channel, FaceReferenceRoute } from '../../server/contract/vocabulary.ts';
import type { DocumentEvidence } from '../document/inspect.ts';

/** What coloured light on the face said. */
export type LightFinding = 'head' | 'plane' | 'no-response' | 'undecidable' | 'declined';

/** How one attempt at the camera ended. The score itself never leaves the analysis thread. */
export type FaceEvidence =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several' }
  | { readonly kind: 'poor-quality' }
  /** The portrait in the chip could not be decoded or holds no usable face. */
  | { readonly kind: 'portrait-unusable' }
  | { readonly kind: 'device-fault' }
  | {
      readonly kind: 'captured';
      /** `undefined` where the policy does not ask for it. */
      readonly headTurn: 'head' | 'plane' | 'undecidable' | undefined;
      /** Left out where the policy does not ask for it. `declined`: the traveller goes without lights. */
      readonly lightChallenge?: LightFinding | undefined;
      /** `undefined` when presentation-attack detection already decided: an attacker learns nothing from a comparison that did not run. */
      readonly comparison:
        | { readonly kind: 'below-threshold' }
        | { readonly kind: 'attempts-exhausted' }
        /** `falseMatchRate`: upper bound at which this comparison would be a chance match, 0–1. */
        | {
            readonly kind: 'match';
            readonly falseMatchRate: number;
            /** Natural logarithm, for weighing findings against each other. It tells scores apart: never reported. */
            readonly logLikelihoodRatio: number;
          }
        | undefined;
    };

/** How one attempt at the fingerprint scanner ended. */
export type FingerEvidence =
  /** Nothing touched the scanner in time. */
  | { readonly kind: 'no-finger' }
  /** Fingers touched, but no print was good enough, or the scanner saw another finger than asked for. */
  | { readonly kind: 'poor-quality' }
  /** Neither document nor registration has the fingers that the policy asks for. */
  | { readonly kind: 'no-reference' }
  /** This lane has no fingerprint scanner. */
  | { readonly kind: 'no-scanner' }
  | { readonly kind: 'device-fault' }
  | {
      readonly kind: 'captured';
      readonly comparison:
        | { readonly kind: 'below-threshold' }
        | { readonly kind: 'attempts-exhausted' }
        /** `logLikelihoodRatio`: natural logarithm; for the fused rule alone, and never in a report. */
        | { readonly kind: 'match'; readonly falseMatchRate: number; readonly logLikelihoodRatio: number };
    };

/** What ended the transaction before its checks did. */
export type Interruption = 'traveller-chose-desk' | 'traveller-left' | 'timed-out' | 'device-fault' | 'lane-emergency';

/** What a live face is compared with. */
export type ReferenceRoute = 'document' | FaceReferenceRoute;

/** What was tried today with this document, before this transaction. */
export interface TriesToday {
  readonly comparisons: number;
  readonly presentations: number;
}

export interface Evidence {
  readonly document: DocumentEvidence | undefined;
  /** `undefined` when not looked up. */
  readonly triesToday: TriesToday | undefined;
  readonly face: FaceEvidence | undefined;
  /** What the face was compared with, where that was not the document's portrait. Decides nothing. */
  readonly faceReference?: FaceReferenceRoute | undefined;
  /** Left out where the policy asks for no finger. */
  readonly finger?: FingerEvidence | undefined;
  /** Left out until one was made. What it said is not kept. */
  readonly declaration?: Channel | undefined;
  readonly interruption: Interruption | undefined;
}

export const NO_EVIDENCE: Evidence = {
  document: undefined,
  triesToday: undefined,
  face: undefined,
  interruption: undefined,
};
