import type { KioskId } from '../../contract/field.ts';
import type { Shift } from './shift.ts';
import type { PersonId, Role, SiteId } from './vocabulary.ts';

/** A role that a person holds for a time, at some places. Duties out of force stay in the list to explain refusals. */
export interface Duty {
  readonly id: string;
  readonly role: Role;
  readonly sites: readonly SiteId[] | 'all';
  /** Lanes of `sites`. */
  readonly lanes: readonly KioskId[] | 'all';
  /** Empty: at any time. */
  readonly shifts: readonly Shift[];
  /** Wall ms; in force from the first until before the second. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly trainingValidUntil: number;
  /** Wall ms from which a course of the training policy is missing; absent: none is asked. */
  readonly coursesValidUntil?: number;
}

/** A signed-in person with their present duties. */
export interface Principal {
  readonly personId: PersonId;
  readonly displayName: string;
  readonly duties: readonly Duty[];
  readonly sessionId: string;
  readonly signedInAt: number;
  /** Time of the last step-up in this session; `null` if there was none. */
  readonly steppedUpAt: number | null;
  /** A restriction in force since then: every act needs a proof that was given later and within the last hour. */
  readonly proofRequiredSince?: number;
}

/** The target of an act as stored in the database, never as stated by a request. */
export interface Target {
  readonly site?: SiteId;
  readonly kioskId?: KioskId;
  /** The person who made the proposal to be approved. */
  readonly proposedBy?: PersonId;
}

/** All lanes, or the named lanes, of some sites. */
export type Area = Pick<Duty, 'sites' | 'lanes'>;

/** The union of these areas. An empty list includes nothing. */
export type Reach = readonly Area[];
