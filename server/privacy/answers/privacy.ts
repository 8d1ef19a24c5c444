/** Answers for a privacy officer's console: counts, acts and proofs. They contain no captures and do not identify travellers. */
import type { GrantRefusal, GrantRelation, OfficerRole, ViewingPurpose } from '../../contract/evidence-vocabulary.ts';
import type { DueBand, KeptCounts } from '../../contract/keeping.ts';
import type { ErasureCause, RetentionClass } from '../../contract/retention.ts';

/** Site and lane. */
export interface LanePlace {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
}

/** Why a lane is marked overdue. */
export type OverdueKind =
  /** The lane reports something that is past its time and not erased. */
  | 'lane-says'
  /** Something must be erased by now according to the lane's last status, and the lane has not reported since. */
  | 'silent'
  /** A referral is past its time, and no report of an erasure has followed it. */
  | 'unreported';

export interface Overdue {
  readonly kind: OverdueKind;
  readonly retentionClass: RetentionClass;
  /** Number of items, or `null` when unknown. */
  readonly count: number | null;
  /** Wall ms by which it had to be erased. */
  readonly since: number;
}

export interface HeldLane extends LanePlace {
  /** The lane's wall ms of its last status about this; `null` without one. */
  readonly at: number | null;
  readonly classes: readonly { readonly retentionClass: RetentionClass; readonly counts: KeptCounts }[];
  readonly overdue: readonly Overdue[];
}

export interface CurvePoint {
  /** Wall ms. */
  readonly at: number;
  readonly count: number;
}

export interface HeldView {
  readonly serverTime: number;
  readonly lanes: readonly HeldLane[];
  /** All lanes together. */
  readonly due: readonly { readonly band: DueBand; readonly count: number }[];
  /** Upper bound of what remains of today's items if every lane erases on time. Ends at the number of items without a near due time. */
  readonly dying: readonly CurvePoint[];
}

export interface ErasureView extends LanePlace {
  readonly feedPosition: number;
  readonly erasureId: string;
  readonly retentionClass: RetentionClass;
  readonly cause: ErasureCause;
  readonly erased: number;
  readonly keys: number;
  readonly from: number;
  readonly to: number;
  readonly retentionDigest: string;
}

export interface ErasurePage {
  readonly serverTime: number;
  readonly erasures: readonly ErasureView[];
  /** By UTC day, oldest first; includes days with 0. */
  readonly days: readonly CurvePoint[];
}

export type ViewingMark =
  /** More viewings a day than colleagues with the same purpose. */
  | {
      readonly kind: 'more-than-colleagues';
      readonly perDay: number;
      readonly usualPerDay: number;
      readonly colleagues: number;
    }
  /** At an hour at which other officers hardly view. */
  | { readonly kind: 'unusual-hour'; readonly hour: number; readonly sharePermille: number }
  /** The officer has no part in a referral of the traveller. */
  | { readonly kind: 'no-relation' }
  /** The same traveller, repeatedly. */
  | { readonly kind: 'same-traveller'; readonly times: number }
  /** The lane released nothing. */
  | { readonly kind: 'refused'; readonly code: GrantRefusal }
  /** The server has no record of the grant. */
  | { readonly kind: 'no-grant' };

export interface ViewingView extends LanePlace {
  readonly feedPosition: number;
  readonly at: number;
  /** `null` without a recorded grant. */
  readonly officer: string | null;
  readonly role: OfficerRole | null;
  readonly purpose: ViewingPurpose | null;
  readonly relation: GrantRelation | null;
  readonly grant: string;
  readonly grantedAt: number | null;
  readonly refusal: GrantRefusal | null;
  readonly marks: readonly ViewingMark[];
}

export interface ViewingPage {
  readonly serverTime: number;
  readonly viewings: readonly ViewingView[];
}
