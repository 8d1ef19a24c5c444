import type { OrderRefusal } from '../../contract/order-vocabulary.ts';
import type { RetentionPolicy } from '../../contract/retention.ts';

export interface PolicyChange {
  /** `referred.limitMs`, `validFrom`. */
  readonly field: string;
  /** `null` where there was none before. */
  readonly before: string | null;
  readonly after: string;
}

export interface PolicySignature {
  /** Who brought it. */
  readonly person: string;
  /** Ed25519, hex: whose key it is, lanes know and the server does not. */
  readonly publicKey: string;
  readonly signedAt: number;
}

export interface PolicyVersion {
  readonly number: number;
  readonly digest: string;
  readonly policy: RetentionPolicy;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
  /** Against the version before. */
  readonly changes: readonly PolicyChange[];
  /** The earliest first. */
  readonly signatures: readonly PolicySignature[];
}

/** What a lane runs, by its own signed word. */
export interface LanePolicy {
  /** `null`: a policy that was not agreed on here. */
  readonly number: number | null;
  readonly digest: string;
  readonly at: number;
  /** It obeyed an order, or named the policy when it erased something. */
  readonly by: 'order' | 'erasure';
}

export type RolloutState =
  | 'adopted'
  /** Ordered, without an answer yet. */
  | 'sent'
  /** For good, unless somebody else signs. */
  | 'refused'
  | 'not-yet-valid'
  /** Not heard for a minute: it is ordered when it is back. */
  | 'silent'
  /** The last order came to nothing; another follows by itself. */
  | 'again-later';

export interface LaneRollout {
  readonly site: string;
  readonly lane: string;
  readonly runs: LanePolicy | null;
  readonly state: RolloutState | null;
  /** Of the last order, where it was refused. */
  readonly refusal: OrderRefusal | null;
}

export interface RetentionView {
  readonly serverTime: number;
  /** The latest first. */
  readonly versions: readonly PolicyVersion[];
  /** The policy that lanes are being ordered to adopt; `null` before two people have signed one. */
  readonly rollout: number | null;
  readonly lanes: readonly LaneRollout[];
}
