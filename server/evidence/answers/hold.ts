import type { HOLD_REASONS } from '../../contract/order-vocabulary.ts';

export type HoldReason = (typeof HOLD_REASONS)[number];

/** What two people ordered a lane to keep. It names a lane and a referral, never a traveller. */
export interface HoldView {
  readonly id: string;
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  /** The referral. */
  readonly transactionId: string;
  readonly reason: HoldReason;
  readonly until: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
  readonly releasedBy: string | null;
  readonly releasedAt: number | null;
  /** By the lane's reports: whether it obeyed. */
  readonly laneSays: 'pending' | 'obeyed' | 'refused' | 'expired';
}

export interface HoldList {
  readonly serverTime: number;
  readonly holds: readonly HoldView[];
}
