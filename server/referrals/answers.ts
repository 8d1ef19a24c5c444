/** Referrals as consoles show them, reduced to what the asker may see. Times are the server's wall time in ms. */
import type { GrantRefusal } from '../contract/evidence-vocabulary.ts';
import type { MatchReport } from '../contract/report.ts';
import type { ShownDocument } from '../reports/answers.ts';
import type { Decision, LaneNote, ReferralState, SafeguardingCode, TestResult } from './vocabulary.ts';

/** The lane's report about the traveller, without its position in the lane's chain. */
export type ReferredReport = Pick<
  MatchReport,
  | 'startedAt'
  | 'reportedAt'
  | 'durations'
  | 'reasons'
  | 'checks'
  | 'devices'
  | 'policyDigest'
  | 'noticeDigest'
  | 'modelDigests'
  | 'declaration'
> & { readonly document: ShownDocument };

export interface SafeguardingView {
  readonly code: SafeguardingCode;
  readonly raisedBy: string;
  readonly raisedAt: number;
  readonly acknowledgedBy: string | null;
}

export interface ReferralView {
  readonly id: string;
  readonly version: number;
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly transactionId: string;
  readonly arisenAt: number;
  readonly state: ReferralState;
  readonly report: ReferredReport;
  readonly holder: { readonly person: string; readonly since: number; readonly leaseUntil: number } | null;
  /** The asker's part in the referral. */
  readonly relation: 'holder' | 'second' | 'supervisor' | 'none';
  /** The holder's intended decision. Hidden from the person who gives the second opinion. */
  readonly proposal: Decision | null;
  /** Visible to the person who gave it, the holder and supervisors. */
  readonly opinion: { readonly by: string; readonly at: number; readonly decision: Decision } | null;
  readonly decision: (Decision & { readonly by: string; readonly at: number }) | null;
  /** `null` when the asker may not see them. */
  readonly safeguarding: readonly SafeguardingView[] | null;
  /** Whether the lane took and keeps pictures. Without them there is no evidence to view. */
  readonly hasEvidence: boolean;
  /** The lane's answers to evidence requests, oldest first; `null` for an asker without a part in the referral. */
  readonly viewings: readonly { readonly at: number; readonly refusal: GrantRefusal | null }[] | null;
}

export interface ReferralsAnswer {
  readonly serverTime: number;
  /** Not decided, oldest first. */
  readonly open: readonly ReferralView[];
  /** Decided in the last eight hours, latest first. */
  readonly decided: readonly ReferralView[];
}

export interface ReferralAnswer {
  readonly serverTime: number;
  readonly referral: ReferralView;
  /** Result of a test referral; `null` for a traveller, and while the test is open. */
  readonly test: TestResult | null;
  /** Digest of the order that gives the lane the decision; `null` when there is none. */
  readonly order: string | null;
}

export interface WatchView {
  readonly id: string;
  readonly site: string;
  readonly person: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly isMine: boolean;
}

export interface LaneThroughput {
  readonly kioskId: string;
  /** Travellers of the last fifteen minutes. An open test counts as referred. */
  readonly cleared: number;
  readonly referred: number;
  /** Cleared, referred or departed in the last hour. */
  readonly lastHour: number;
}

export interface HandoverView {
  readonly id: string;
  readonly site: string;
  readonly offeredBy: string;
  readonly offeredAt: number;
  readonly isMine: boolean;
  readonly notes: readonly { readonly kioskId: string; readonly note: LaneNote }[];
  readonly referrals: readonly string[];
  readonly acceptedBy: string | null;
  readonly acceptedAt: number | null;
}

/** State of the work at the asker's lanes. */
export interface OperationsAnswer {
  readonly serverTime: number;
  /** For the last fifteen minutes. */
  readonly throughput: readonly LaneThroughput[];
  readonly watches: readonly WatchView[];
  /** `remainingMs`: how long the asker may still watch. `mayStartAt`: end of the break that is due, or `null`. */
  readonly mine: { readonly remainingMs: number; readonly mayStartAt: number | null };
  readonly handovers: readonly HandoverView[];
}

export interface AttentionView {
  readonly person: string;
  readonly sound: number;
  readonly missed: number;
  readonly notScored: number;
}

export interface DriftView {
  readonly person: string;
  readonly cases: number;
  readonly overridden: number;
  readonly expected: number | null;
  readonly limits: { readonly low: number; readonly high: number } | null;
  readonly verdict: 'within' | 'more-often' | 'less-often' | 'too-few-to-say';
}

/** For supervisors only. */
export interface VigilanceAnswer {
  readonly serverTime: number;
  readonly since: number;
  readonly drift: readonly DriftView[];
  readonly attention: readonly AttentionView[];
  /** Tests that no officer took in time, by site. */
  readonly notNoticed: readonly { readonly site: string; readonly count: number }[];
}
