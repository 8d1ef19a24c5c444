/** The closed words of looking at evidence: who may, why, and why a lane did not let them. */
import { ASSERTION_REFUSALS } from './assertion-vocabulary.ts';

/** What may be looked at. */
export const EVIDENCE_MODALITIES = ['face-frame', 'chip-portrait'] as const;
export type EvidenceModality = (typeof EVIDENCE_MODALITIES)[number];

export const OFFICER_ROLES = ['officer', 'supervisor'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** How the officer comes to this traveller. `none` is granted where policy allows it and stands out in every list. */
export const GRANT_RELATIONS = ['own-referral', 'second-opinion', 'supervisor-review', 'none'] as const;
export type GrantRelation = (typeof GRANT_RELATIONS)[number];

export const VIEWING_PURPOSES = ['identity-check', 'document-check', 'attack-check', 'complaint'] as const;
export type ViewingPurpose = (typeof VIEWING_PURPOSES)[number];

/** Why a lane released nothing for a grant that the server did sign. */
export const GRANT_REFUSALS = [
  'other-lane',
  'not-yet-valid',
  'expired',
  /** The lane's retention policy shows its captures to others. */
  'role-not-entitled',
  'training-lapsed',
  'officer-revoked',
  /** The lane has not heard lately who was revoked. */
  'revocations-unknown',
  ...ASSERTION_REFUSALS,
  'replayed',
  /** One officer, more often than policy allows. */
  'too-many-viewings',
  /** One traveller, by all officers together, more often than policy allows. */
  'too-many-viewings-of-traveller',
  /** Erased, or never kept. */
  'no-longer-kept',
  /** The public key is no X-Wing key. */
  'unusable-key',
  /** The secure element does not answer. */
  'keys-away',
] as const;
export type GrantRefusal = (typeof GRANT_REFUSALS)[number];

/** Every code in which a lane answers instead of evidence. */
export const EVIDENCE_ERRORS = [
  ...GRANT_REFUSALS,
  /** Neither of these is reported: what no server signed names nobody's transaction. */
  'malformed-grant',
  'forged-grant',
  'origin-not-allowed',
  'host-not-allowed',
  'not-found',
  'method-not-allowed',
  'unsupported-media-type',
  'too-large',
  'busy',
  'internal',
] as const;
export type EvidenceError = (typeof EVIDENCE_ERRORS)[number];
