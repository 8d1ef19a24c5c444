/** What a privacy officer's console is told: counts, acts and proofs; never content, never a traveller. */
import type { GrantRefusal, GrantRelation, OfficerRole, ViewingPurpose } from '../../contract/evidence-vocabulary.ts';
import type { DueBand, KeptCounts } from '../../contract/keeping.ts';
import type { ErasureCause, RetentionClass } from '../../contract/retention.ts';

/** Where something of a lane stands. */
export interface LanePlace {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
}

/** Why a lane is red. */
export type OverdueKind =
  /** The lane itself says that something is past its time and still there. */
  | 'lane-says'
  /** By the lane's last word something must be gone by now, and it has not said since that it is. */
  | 'silent'
  /** A referral is past its time, and no report of an erasure has come after it. */
  | 'unreported';

export interface Overdue {
  readonly kind: OverdueKind;
  readonly retentionClass: RetentionClass;
  /** How many, where that is known. */
  readonly count: number | null;
  /** By when it had to be gone, wall ms. */
  readonly since: number;
}

export interface HeldLane extends LanePlace {
  /** When the lane last said what it keeps, its own wall ms; `null`: never. */
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
  /** Of all lanes together. */
  readonly due: readonly { readonly band: DueBand; readonly count: number }[];
  /** How much is left of what is kept now, if every lane erases as it should: falls to what has no near end. */
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
  /** By UTC day, oldest first; days without one are there with 0. */
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
  /** At an hour at which hardly anybody looks. */
  | { readonly kind: 'unusual-hour'; readonly hour: number; readonly sharePermille: number }
  /** The traveller was not theirs by any referral. */
  | { readonly kind: 'no-relation' }
  /** The same traveller, again and again. */
  | { readonly kind: 'same-traveller'; readonly times: number }
  /** The lane released nothing. */
  | { readonly kind: 'refused'; readonly code: GrantRefusal }
  /** The server has no record of the permission. */
  | { readonly kind: 'no-grant' };

export interface ViewingView extends LanePlace {
  readonly feedPosition: number;
  readonly at: number;
  /** `null` where there is no grant on record. */
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
