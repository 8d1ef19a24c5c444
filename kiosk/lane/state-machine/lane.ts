/** The states, events and effects of a lane. Data only. */
import type { Rates } from '../../../server/contract/rules/exchange.ts';
import type { QuestionsBeside } from '../../rules/declaration/judge-beside.ts';
import type { GoodsRefusal } from '../../rules/declaration/goods-finding.ts';
import type { PassageEvent } from '../../../hardware/gate/gate.ts';
import type { Passage } from '../../../server/contract/vocabulary.ts';
import type { LaneFault, TokenFinding } from '../../platform/base/vocabulary.ts';
import type { LaneOutcome } from '../../rules/decision/decide.ts';
import type {
  Evidence,
  FaceEvidence,
  FingerEvidence,
  ListAnswer,
  ReferenceRoute,
  TriesToday,
} from '../../rules/decision/evidence.ts';
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import type { DocumentEvidence } from '../../rules/document/inspect.ts';

/** State of a phase in which the traveller can request more time. */
export interface TimeExtension {
  /** Number of extensions in this phase. */
  readonly extensions: number;
  /**
   * Whether the lane asks if the traveller needs more time: while the step runs, or after it ended without a result.
   * Absent: the lane does not ask.
   */
  readonly asked?: 'meanwhile' | 'after-step';
}

export type LaneState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'idle' }
  | ({ readonly phase: 'notice' } & TimeExtension)
  | ({ readonly phase: 'document'; readonly attempt: number } & TimeExtension)
  | ({ readonly phase: 'token'; readonly attempt: number } & TimeExtension)
  | ({ readonly phase: 'face'; readonly attempt: number } & TimeExtension)
  | ({ readonly phase: 'finger'; readonly attempt: number } & TimeExtension)
  | ({ readonly phase: 'declaration' } & TimeExtension)
  /** `ordered`: there is no traveller; an order to open is being committed. */
  | { readonly phase: 'deciding'; readonly ordered?: true }
  | { readonly phase: 'opening'; readonly entered: boolean; readonly ordered?: true }
  | {
      readonly phase: 'passage';
      readonly entered: boolean;
      /** Set when the sensor or the time-out has ended the passage; the barrier is closing. */
      readonly ended?: Passage;
      /** Number of obstructions while closing. */
      readonly obstructions: number;
      /** The gate was opened for an order, so there are no captures. */
      readonly ordered?: true;
    }
  | ({ readonly phase: 'referred' } & TimeExtension)
  /** The gate is open for an evacuation. */
  | {
      readonly phase: 'emergency';
      /** The emergency was ended by an order: the gate is closing or closed. */
      readonly ended: boolean;
      readonly shut: boolean;
      /** The last command to the gate is repeated after a pause. */
      readonly again: boolean;
      /** The commit that was running when the emergency began and has not finished. */
      readonly undecided?: 'traveller' | 'order' | undefined;
    }
  | { readonly phase: 'out-of-service' };

export interface Lane {
  readonly state: LaneState;
  readonly faults: readonly LaneFault[];
  /** `closed`: the lane is out of service by order. */
  readonly service: 'open' | 'closed';
  /** The opening hours of the policy. */
  readonly hours: 'open' | 'closed';
  /** The evidence of the current transaction; empty between travellers. */
  readonly evidence: Evidence;
  /** Whether this traveller wants a receipt. */
  readonly receiptWanted: boolean;
  /** Whether this traveller requested more time, so the gate stays open longer. */
  readonly unhurried: boolean;
}

export type LaneEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'traveller-arrived' }
  | { readonly kind: 'notice-acknowledged' }
  | { readonly kind: 'desk-chosen' }
  /** The traveller needs more time. */
  | { readonly kind: 'more-time' }
  | { readonly kind: 'receipt-wanted' }
  | {
      readonly kind: 'document-examined';
      readonly document: DocumentEvidence;
      readonly triesToday?: TriesToday;
      readonly watchlists?: readonly ListAnswer[];
      readonly releases?: 'too-old';
      /** Whether the holder has a record that opens with their token. */
      readonly awaitsToken?: boolean;
    }
  | { readonly kind: 'token-tried'; readonly found: TokenFinding }
  /** The traveller continues without a token. */
  | { readonly kind: 'token-declined' }
  /** `reference`: the reference of the comparison, also if it did not run. */
  | { readonly kind: 'face-attempted'; readonly face: FaceEvidence; readonly reference?: ReferenceRoute }
  | { readonly kind: 'finger-attempted'; readonly finger: FingerEvidence }
  /** The traveller confirmed the declaration; `rates` are those that the policy allows now. An answer that does not match the policy's rules has no effect. */
  | {
      readonly kind: 'declaration-made';
      readonly answer: DeclarationAnswer;
      readonly rates?: Rates | undefined;
      /** The questions of a candidate policy, which decides nothing. */
      readonly beside?: QuestionsBeside | undefined;
    }
  /** The traveller showed a declaration of goods that do not pass. */
  | { readonly kind: 'goods-refused'; readonly why: GoodsRefusal }
  | { readonly kind: 'match-committed'; readonly outcome: LaneOutcome }
  /** `unsigned`: the secure element is unavailable, and an unsigned decision does not open the gate. */
  | { readonly kind: 'commit-failed'; readonly why: 'unsigned' | 'not-durable' }
  | { readonly kind: 'gate-released' }
  | { readonly kind: 'gate-secured' }
  | { readonly kind: 'gate-obstructed' }
  | { readonly kind: 'gate-jammed' }
  | { readonly kind: 'passage-seen'; readonly seen: PassageEvent['kind'] }
  /** The traveller needs no more time, or no longer needs the way to the desk. */
  | { readonly kind: 'traveller-gone' }
  | { readonly kind: 'opening-ordered' }
  /** The signed answer to the order is durable. */
  | { readonly kind: 'opening-committed' }
  | { readonly kind: 'service-closed' }
  | { readonly kind: 'service-opened' }
  | { readonly kind: 'hours-changed'; readonly hours: Lane['hours'] }
  | { readonly kind: 'emergency-ordered' }
  | { readonly kind: 'emergency-ended' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'fault-raised'; readonly fault: LaneFault }
  | { readonly kind: 'fault-cleared'; readonly fault: LaneFault };

export type LaneEffect =
  | { readonly kind: 'begin-transaction' }
  | { readonly kind: 'read-document' }
  | { readonly kind: 'read-token' }
  /**
   * Wait for codes beside the customs questions. A code with answers to them answers no event: the traveller confirms what it shows. A code of
   * declared goods that do not pass answers `goods-refused`.
   */
  | { readonly kind: 'read-declaration-code' }
  | { readonly kind: 'capture-face'; readonly attempt: number }
  | { readonly kind: 'capture-finger'; readonly attempt: number }
  /** Abort the current step and ignore its result. */
  | { readonly kind: 'cancel-step' }
  /** Decide, sign and commit; answers `match-committed` or `commit-failed`. */
  | { readonly kind: 'commit-match'; readonly evidence: Evidence }
  /** Sign and commit the answer to an order to open; answers `opening-committed` or `commit-failed`. */
  | { readonly kind: 'commit-opening' }
  | { readonly kind: 'release-gate' }
  /** Hold the gate open in an emergency, independent of any decision. */
  | { readonly kind: 'hold-gate-open' }
  | { readonly kind: 'secure-gate' }
  | { readonly kind: 'commit-passage'; readonly passage: Passage }
  /** Destroy the transaction's keys now, or keep its captures sealed for the officer. */
  | { readonly kind: 'forget'; readonly captures: 'destroy' | 'keep-for-officer' };

export interface Transition {
  readonly lane: Lane;
  readonly effects: readonly LaneEffect[];
}
