import type { OrderRefusal } from '../../contract/order-vocabulary.ts';
import type { RetentionPolicy } from '../../contract/retention.ts';

export interface PolicyChange {
  /** Path in the policy: `referred.limitMs`, `validFrom`. */
  readonly field: string;
  /** `null` when there was none before. */
  readonly before: string | null;
  readonly after: string;
}

export interface PolicySignature {
  /** The person who submitted it. */
  readonly person: string;
  /** Ed25519, hex. Only lanes can tell whose key it is. */
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
  /** Compared with the previous version. */
  readonly changes: readonly PolicyChange[];
  /** Earliest first. */
  readonly signatures: readonly PolicySignature[];
}

/** The policy that a lane runs, from its own signed reports. */
export interface LanePolicy {
  /** `null` for a policy that was not agreed on here. */
  readonly number: number | null;
  readonly digest: string;
  readonly at: number;
  /** Source: the lane obeyed an order, or named the policy in a report of an erasure. */
  readonly by: 'order' | 'erasure';
}

export type RolloutState =
  | 'adopted'
  /** Ordered, not answered yet. */
  | 'sent'
  /** Final unless another person signs. */
  | 'refused'
  | 'not-yet-valid'
  /** No status for a minute; the order follows when the lane is back. */
  | 'silent'
  /** The last order failed; another follows automatically. */
  | 'again-later';

export interface LaneRollout {
  readonly site: string;
  readonly lane: string;
  readonly runs: LanePolicy | null;
  readonly state: RolloutState | null;
  /** Refusal of the last order, or `null`. */
  readonly refusal: OrderRefusal | null;
}

export interface RetentionView {
  readonly serverTime: number;
  /** Latest first. */
  readonly versions: readonly PolicyVersion[];
  /** Number of the policy that lanes are ordered to adopt; `null` before two people have signed one. */
  readonly rollout: number | null;
  readonly lanes: readonly LaneRollout[];
}
