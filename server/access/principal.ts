import type { KioskId } from '../contract/field.ts';
import type { Shift } from './shift.ts';
import type { PersonId, Role, SiteId } from './vocabulary.ts';

/** A role that a person holds for a time, at places. What is not in force stays among a person's duties, to say why. */
export interface Duty {
  readonly id: string;
  readonly role: Role;
  readonly sites: readonly SiteId[] | 'all';
  /** Of the sites above. */
  readonly lanes: readonly KioskId[] | 'all';
  /** Empty: at any time. */
  readonly shifts: readonly Shift[];
  /** Wall ms; in force from the first until before the second. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly trainingValidUntil: number;
}

/** A person who is signed in, as they stand at one moment. */
export interface Principal {
  readonly personId: PersonId;
  readonly displayName: string;
  readonly duties: readonly Duty[];
  readonly sessionId: string;
  readonly signedInAt: number;
  /** When they last proved once more who they are; `null` when never in this session. */
  readonly steppedUpAt: number | null;
}

/** What an act is done to, as the database has it and never as a request says it is. */
export interface Target {
  readonly site?: SiteId;
  readonly kioskId?: KioskId;
  /** Who has proposed what is to be approved. */
  readonly proposedBy?: PersonId;
}

/** The lanes of some sites: those named, or all. */
export type Area = Pick<Duty, 'sites' | 'lanes'>;

/** What lies in any of these areas; in none of them, nothing. */
export type Reach = readonly Area[];
