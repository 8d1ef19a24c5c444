/** The closed vocabulary of evidence: relations, purposes, and reasons why a lane refuses a grant. */
import { ASSERTION_REFUSALS } from './assertion-vocabulary.ts';

/** The kinds of capture that an officer can view. */
export const EVIDENCE_MODALITIES = ['face-frame', 'chip-portrait'] as const;
export type EvidenceModality = (typeof EVIDENCE_MODALITIES)[number];

export const OFFICER_ROLES = ['officer', 'supervisor'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** The officer's relation to this traveller. `none` is granted where policy allows it, and lists mark it. */
export const GRANT_RELATIONS = ['own-referral', 'second-opinion', 'supervisor-review', 'none'] as const;
export type GrantRelation = (typeof GRANT_RELATIONS)[number];

export const VIEWING_PURPOSES = ['identity-check', 'document-check', 'attack-check', 'complaint'] as const;
export type ViewingPurpose = (typeof VIEWING_PURPOSES)[number];

/** Why a lane released nothing although the server's signature is valid. */
export const GRANT_REFUSALS = [
  'other-lane',
  'not-yet-valid',
  'expired',
  /** The lane's retention policy does not show its captures to this role. */
  'role-not-entitled',
  'training-lapsed',
  'officer-revoked',
  /** The lane has no recent list of revoked officers. */
  'revocations-unknown',
  ...ASSERTION_REFUSALS,
  'replayed',
  /** The officer exceeds the policy's limit. */
  'too-many-viewings',
  /** All officers together exceed the policy's limit for this traveller. */
  'too-many-viewings-of-traveller',
  /** Erased, or never kept. */
  'no-longer-kept',
  /** The public key is not an X-Wing key. */
  'unusable-key',
  /** The secure element does not answer. */
  'keys-away',
] as const;
export type GrantRefusal = (typeof GRANT_REFUSALS)[number];

/** Every code with which a lane answers instead of evidence. */
export const EVIDENCE_ERRORS = [
  ...GRANT_REFUSALS,
  /** The lane reports neither of these: a grant that the server did not sign refers to no transaction. */
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
