/** Referrals as consoles show them, each by what the person who asks may know of it. Times are the server's wall time, ms. */
import type { GrantRefusal } from '../contract/evidence-vocabulary.ts';
import type { MatchReport } from '../contract/report.ts';
import type { ShownDocument } from '../reports/answers.ts';
import type { Decision, LaneNote, ReferralState, SafeguardingCode, TestResult } from './vocabulary.ts';

/** What the lane said of the traveller, without its place in the lane's chain. */
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
  /** What the asker is to it. */
  readonly relation: 'holder' | 'second' | 'supervisor' | 'none';
  /** What the holder wants to decide; never shown to whoever is to give a second opinion. */
  readonly proposal: Decision | null;
  /** The second opinion: for its giver, the holder and supervisors. */
  readonly opinion: { readonly by: string; readonly at: number; readonly decision: Decision } | null;
  readonly decision: (Decision & { readonly by: string; readonly at: number }) | null;
  /** `null` where they are not the asker's to see. */
  readonly safeguarding: readonly SafeguardingView[] | null;
  /** Whether the lane took pictures and keeps them: otherwise there is nothing to look at. */
  readonly hasEvidence: boolean;
  /** How the lane answered those who asked for evidence, the first first; `null` for whoever has no part in it. */
  readonly viewings: readonly { readonly at: number; readonly refusal: GrantRefusal | null }[] | null;
}

export interface ReferralsAnswer {
  readonly serverTime: number;
  /** Those not decided, the oldest first. */
  readonly open: readonly ReferralView[];
  /** Those decided lately, the latest first. */
  readonly decided: readonly ReferralView[];
}

/** The answer to an act. */
export interface ReferralAnswer {
  readonly serverTime: number;
  readonly referral: ReferralView;
  /** It was a test of attention, and how it went. Known when it is over. */
  readonly test: TestResult | null;
  /** The order by which the lane hears of the end; `null` when there is none to give. */
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
  /** Travellers of the last fifteen minutes; a test of attention is among those referred until it is over. */
  readonly cleared: number;
  readonly referred: number;
  /** Cleared, referred or gone in the last hour. */
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

/** How the work at the asker's lanes stands. */
export interface OperationsAnswer {
  readonly serverTime: number;
  /** Of the last fifteen minutes. */
  readonly throughput: readonly LaneThroughput[];
  readonly watches: readonly WatchView[];
  /** For how much longer the asker may watch, ms; `mayStartAt`: when their break is over, while one is due. */
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

/** For supervisors alone. */
export interface VigilanceAnswer {
  readonly serverTime: number;
  readonly since: number;
  readonly drift: readonly DriftView[];
  readonly attention: readonly AttentionView[];
  /** Tests that nobody took up, by site. */
  readonly notNoticed: readonly { readonly site: string; readonly count: number }[];
}
