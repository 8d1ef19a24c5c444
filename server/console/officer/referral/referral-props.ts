import type { ReferralView } from '../../../border/referrals/answers.ts';

/** The properties of each part of a referral's page. */
export interface ReferralProps {
  readonly referral: ReferralView;
  /** Sends an act; shows the reason when it is refused. */
  readonly onAct: (step: string, body?: object) => void;
}
