/** Second looks as consoles show them. Times are the server's wall time, ms. */
import type { DecisionOutcome } from '../referrals/vocabulary.ts';
import type { FollowUp, LookFinding } from './vocabulary.ts';
import type { ReferredReport } from '../referrals/answers.ts';

export interface SecondLookView {
  /** Of the referral. */
  readonly id: string;
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly transactionId: string;
  readonly report: ReferredReport;
  readonly outcome: DecisionOutcome;
  readonly decidedAt: number;
  readonly dueAt: number;
  readonly finding: LookFinding | null;
  readonly foundAt: number | null;
  readonly overdueAt: number | null;
  readonly followUp: FollowUp | null;
  /** Whether the asker may look at this one and say what they found: not on their own decision. */
  readonly mayFind: boolean;
  /** Whether the asker may follow it up: a supervisor who had no part in it. */
  readonly mayFollowUp: boolean;
}

export interface SecondLooksAnswer {
  readonly serverTime: number;
  /** Those that wait first. A person is shown nothing of their own decisions. */
  readonly looks: readonly SecondLookView[];
}
