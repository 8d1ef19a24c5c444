/** What a lane knows, what can happen to it, and what it can ask for. Data only. */
import type { PassageEvent } from '../../hardware/gate/gate.ts';
import type { Passage } from '../../server/contract/vocabulary.ts';
import type { LaneFault, TokenFinding } from '../base/vocabulary.ts';
import type { LaneOutcome } from '../decision/decide.ts';
import type { Evidence, FaceEvidence, FingerEvidence, ReferenceRoute, TriesToday } from '../decision/evidence.ts';
import type { DeclarationAnswer } from '../declaration/judge-declaration.ts';
import type { DocumentEvidence } from '../document/inspect.ts';

/** How a phase goes that gives the traveller more time when they ask for it. */
export interface TimeExtension {
  /** How often they asked in this phase. */
  readonly extensions: number;
  /**
   * Whether they are being asked whether they need more time: while the phase's step goes on, or after it ended because nothing came of it.
   * Absent: they are not.
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
  /** `ordered`: nobody is being decided on; an order to open is being made durable. */
  | { readonly phase: 'deciding'; readonly ordered?: true }
  | { readonly phase: 'opening'; readonly entered: boolean; readonly ordered?: true }
  | {
      readonly phase: 'passage';
      readonly entered: boolean;
      /** Set once the sensor, or the time-out, has said how it ended; the barrier is closing. */
      readonly ended?: Passage;
      /** How often the barrier was found obstructed while closing. */
      readonly obstructions: number;
      /** For an order: there is nobody whose captures could be forgotten. */
      readonly ordered?: true;
    }
  | ({ readonly phase: 'referred' } & TimeExtension)
  /** The gate is open for people to get out. */
  | {
      readonly phase: 'emergency';
      /** Somebody ended it: the gate is being closed, or is closed. */
      readonly ended: boolean;
      readonly shut: boolean;
      /** What was asked of the gate is asked again in a moment. */
      readonly again: boolean;
      /** Whose decision was being made durable when it began, and is not yet. */
      readonly undecided?: 'traveller' | 'order' | undefined;
    }
  | { readonly phase: 'out-of-service' };

export interface Lane {
  readonly state: LaneState;
  readonly faults: readonly LaneFault[];
  /** `closed`: somebody ordered it out of service, whatever its health. */
  readonly service: 'open' | 'closed';
  /** What the current transaction has found; empty between travellers. */
  readonly evidence: Evidence;
  /** Whether this traveller wants a receipt. */
  readonly receiptWanted: boolean;
  /** Whether this traveller has shown that they need longer than most: the way through stays open for longer. */
  readonly unhurried: boolean;
}

export type LaneEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'traveller-arrived' }
  | { readonly kind: 'notice-acknowledged' }
  | { readonly kind: 'desk-chosen' }
  /** They do need more time. */
  | { readonly kind: 'more-time' }
  | { readonly kind: 'receipt-wanted' }
  | {
      readonly kind: 'document-examined';
      readonly document: DocumentEvidence;
      readonly triesToday?: TriesToday;
      /** Whether there is a record of its holder that opens with their token. */
      readonly awaitsToken?: boolean;
    }
  | { readonly kind: 'token-tried'; readonly found: TokenFinding }
  /** They go on without their token. */
  | { readonly kind: 'token-declined' }
  /** `reference`: what the face was, or would have been, compared with. */
  | { readonly kind: 'face-attempted'; readonly face: FaceEvidence; readonly reference?: ReferenceRoute }
  | { readonly kind: 'finger-attempted'; readonly finger: FingerEvidence }
  /** The traveller confirmed it. What does not answer the policy's rules changes nothing. */
  | { readonly kind: 'declaration-made'; readonly answer: DeclarationAnswer }
  | { readonly kind: 'match-committed'; readonly outcome: LaneOutcome }
  /** `unsigned`: the secure element went away, and what it has not signed opens nothing. */
  | { readonly kind: 'commit-failed'; readonly why: 'unsigned' | 'not-durable' }
  | { readonly kind: 'gate-released' }
  | { readonly kind: 'gate-secured' }
  | { readonly kind: 'gate-obstructed' }
  | { readonly kind: 'gate-jammed' }
  | { readonly kind: 'passage-seen'; readonly seen: PassageEvent['kind'] }
  /** They need nothing more here: no more time, or no longer the way to the desk. */
  | { readonly kind: 'traveller-gone' }
  | { readonly kind: 'opening-ordered' }
  /** The order is on the disk, signed. */
  | { readonly kind: 'opening-committed' }
  | { readonly kind: 'service-closed' }
  | { readonly kind: 'service-opened' }
  | { readonly kind: 'emergency-ordered' }
  | { readonly kind: 'emergency-ended' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'fault-raised'; readonly fault: LaneFault }
  | { readonly kind: 'fault-cleared'; readonly fault: LaneFault };

export type LaneEffect =
  | { readonly kind: 'begin-transaction' }
  | { readonly kind: 'read-document' }
  | { readonly kind: 'read-token' }
  | { readonly kind: 'capture-face'; readonly attempt: number }
  | { readonly kind: 'capture-finger'; readonly attempt: number }
  /** Abort the step that runs; whatever it answers later is ignored. */
  | { readonly kind: 'cancel-step' }
  /** Decide, sign and make durable; answers `match-committed` or `commit-failed`. */
  | { readonly kind: 'commit-match'; readonly evidence: Evidence }
  /** Sign and make durable that an order to open is obeyed; answers `opening-committed` or `commit-failed`. */
  | { readonly kind: 'commit-opening' }
  | { readonly kind: 'release-gate' }
  /** In an emergency, whatever was decided. */
  | { readonly kind: 'hold-gate-open' }
  | { readonly kind: 'secure-gate' }
  | { readonly kind: 'commit-passage'; readonly passage: Passage }
  /** Destroy the transaction's keys now, or keep its captures sealed for the officer. */
  | { readonly kind: 'forget'; readonly captures: 'destroy' | 'keep-for-officer' };

export interface Transition {
  readonly lane: Lane;
  readonly effects: readonly LaneEffect[];
}
