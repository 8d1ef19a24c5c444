/** Why a lane refuses an officer's assertion over a grant or an order. */
export const ASSERTION_REFUSALS = [
  /** The lane has no list of officers' keys in force. */
  'officer-keys-missing',
  'assertion-missing',
  /** The parts do not have the form that WebAuthn defines. */
  'assertion-malformed',
  /** The lane's list does not hold the credential, or gives it no role at this time. */
  'officer-key-unknown',
  /** The list assigns this key to another person, or does not give it this role at this time. */
  'officer-key-of-another',
  /** Made for another purpose, or over another grant or order. */
  'assertion-of-another-request',
  /** Made on a site that the list does not allow for this key, or in a frame of another site. */
  'assertion-of-another-site',
  /** The authenticator did not test user presence, or did not verify the user. */
  'user-not-verified',
  'assertion-forged',
  /** The authenticator's counter went back: a copy of the key may exist. */
  'officer-key-cloned',
] as const;
export type AssertionRefusal = (typeof ASSERTION_REFUSALS)[number];
