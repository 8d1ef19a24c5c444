import type { Role } from '../access/vocabulary.ts';
import type { ProposalState } from './proposal-table.ts';

/** What one person has proposed, as another is shown it before they approve. */
export interface ProposalView {
  readonly position: number;
  readonly id: string;
  readonly kind: string;
  /** As it will be brought about; `null` for auditors, who see that and by whom. */
  readonly payload: unknown;
  /** What there is that it changes or ends: a duty, a hold, the policy before. `null` where it changes nothing, and where the payload is not shown. */
  readonly before: unknown;
  /** SHA-256 of the payload's canonical JSON. Whoever approves names it. */
  readonly digest: string;
  readonly state: ProposalState | 'expired';
  readonly proposedBy: string;
  readonly proposedAs: Role;
  readonly proposedAt: number;
  readonly expiresAt: number;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
  /** Whether the person who asks could approve or turn it down, after a step-up. */
  readonly mayApprove: boolean;
  readonly mayWithdraw: boolean;
}

export interface ProposalPage {
  readonly serverTime: number;
  /** The latest first. */
  readonly proposals: readonly ProposalView[];
  /** To be asked `before` for what was proposed earlier; `null` when that was all. */
  readonly next: number | null;
}
