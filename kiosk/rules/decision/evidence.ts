/** All evidence for a decision: the findings of the steps. No finding is a decision. */
import type { DeclarationVerdict } from '../declaration/judge-declaration.ts';
import type { GoodsRefusal } from '../declaration/goods-finding.ts';
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { Channel, FaceReferenceRoute } from '../../../server/contract/vocabulary.ts';
import type { WatchlistId, WatchlistQuery } from '../../../server/contract/watchlist.ts';
import type { DocumentEvidence } from '../document/inspect.ts';

/** Result of the light challenge. */
export type LightFinding = 'head' | 'plane' | 'no-response' | 'undecidable' | 'declined';

/** How one attempt at the camera ended. The score itself never leaves the analysis thread. */
export type FaceEvidence =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several' }
  /** `advice`: what was most often wrong; absent when the frames stopped. For the next attempt on the screen, not for a report. */
  | { readonly kind: 'poor-quality'; readonly advice?: Advice | undefined }
  /** The portrait in the chip could not be decoded or holds no usable face. */
  | { readonly kind: 'portrait-unusable' }
  | { readonly kind: 'device-fault' }
  /** The lane analysed too few frames to judge a challenge. */
  | { readonly kind: 'too-slow' }
  | {
      readonly kind: 'captured';
      /** `undefined` when the policy does not require it. */
      readonly headTurn: 'head' | 'plane' | 'undecidable' | undefined;
      /** Absent when the policy does not require it. `declined`: the traveller opted out of lights. */
      readonly lightChallenge?: LightFinding | undefined;
      /**
       * `undefined` when presentation-attack detection already decided, so that an attacker learns nothing from a
       * comparison.
       */
      readonly comparison:
        | { readonly kind: 'below-threshold' }
        | { readonly kind: 'attempts-exhausted' }
        /** `falseMatchRate`: upper bound of the probability of a chance match, 0–1. */
        | {
            readonly kind: 'match';
            readonly falseMatchRate: number;
            /** Natural logarithm, for combining findings. Never reported, because it reveals the score. */
            readonly logLikelihoodRatio: number;
          }
        | undefined;
    };

/** How one attempt at the fingerprint scanner ended. */
export type FingerEvidence =
  /** No finger touched the scanner in time. */
  | { readonly kind: 'no-finger' }
  /** No print was good enough, or the scanner reported a different finger. */
  | { readonly kind: 'poor-quality' }
  /** Neither document nor registration has the fingers that the policy requires. */
  | { readonly kind: 'no-reference' }
  /** This lane has no fingerprint scanner. */
  | { readonly kind: 'no-scanner' }
  | { readonly kind: 'device-fault' }
  | {
      readonly kind: 'captured';
      readonly comparison:
        | { readonly kind: 'below-threshold' }
        | { readonly kind: 'attempts-exhausted' }
        /** `logLikelihoodRatio`: natural logarithm; only for the fused rule, never in a report. */
        | { readonly kind: 'match'; readonly falseMatchRate: number; readonly logLikelihoodRatio: number };
    };

/** The reason why the transaction ended before its checks were complete. */
export type Interruption = 'traveller-chose-desk' | 'traveller-left' | 'timed-out' | 'device-fault' | 'lane-emergency';

/** The reference for comparing a live face. */
export type ReferenceRoute = 'document' | FaceReferenceRoute;

/** Tries with this document today, before this transaction. */
export interface TriesToday {
  readonly comparisons: number;
  readonly presentations: number;
}

/** The answer of one list of the policy. */
export type ListAnswer =
  | {
      readonly kind: 'asked';
      readonly query: WatchlistQuery;
      /** Whether the list is older than the policy allows. */
      readonly isStale: boolean;
    }
  | { readonly kind: 'unavailable'; readonly list: WatchlistId };

/** The list of the policy that an answer is about. */
export function listAnswered(answer: ListAnswer): WatchlistId {
  return answer.kind === 'asked' ? (answer.query.insteadOf ?? answer.query.list) : answer.list;
}

export interface DeclarationBeside {
  /** Digest of the candidate policy. */
  readonly policy: string;
  readonly inUse: DeclarationVerdict;
  /** `undefined`: the traveller might have answered its questions differently. */
  readonly candidate: DeclarationVerdict | undefined;
}

export interface Evidence {
  readonly document: DocumentEvidence | undefined;
  /** `undefined` when not looked up. */
  readonly triesToday: TriesToday | undefined;
  /** `undefined` when no list was asked. */
  readonly watchlists?: readonly ListAnswer[] | undefined;
  readonly face: FaceEvidence | undefined;
  /** The reference of the face comparison, if not the document's portrait. Does not affect the decision. */
  readonly faceReference?: FaceReferenceRoute | undefined;
  /** Absent when the policy requires no finger. */
  readonly finger?: FingerEvidence | undefined;
  /** Absent until a declaration was made. The declared goods are not stored. */
  readonly declaration?: Channel | undefined;
  /** How the candidate policy would have judged the same answers. Not reported. */
  readonly declarationBeside?: DeclarationBeside | undefined;
  /** Why goods of a declaration that was shown do not pass. Absent: none was shown, or all pass. Not reported. */
  readonly goods?: GoodsRefusal | undefined;
  /** Set while signed rules or lists of this lane have expired. */
  readonly releases?: 'too-old' | undefined;
  readonly interruption: Interruption | undefined;
}

export const NO_EVIDENCE: Evidence = {
  document: undefined,
  triesToday: undefined,
  face: undefined,
  interruption: undefined,
};
