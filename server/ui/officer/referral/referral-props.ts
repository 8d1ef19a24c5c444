import type { ReferralView } from '../../../referrals/answers.ts';

/** The properties of each part of a referral's page. */
export interface ReferralProps {
  readonly referral: ReferralView;
  /** Sends an act; says why when it was refused. */
  readonly onAct: (step: string, body?: object) => void;
}
