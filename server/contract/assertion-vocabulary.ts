/** Why a lane does not take an officer's assertion over a grant or an order. */
export const ASSERTION_REFUSALS = [
  /** The lane has no list of officers' keys that is in force. */
  'officer-keys-missing',
  'assertion-missing',
  /** Its parts are not what an authenticator and a browser make. */
  'assertion-malformed',
  /** The credential is not in the lane's list, or in none of its roles at this time. */
  'officer-key-unknown',
  /** The list has this key for another person, or not for this role at this time. */
  'officer-key-of-another',
  /** Made for another purpose, or over another grant or order. */
  'assertion-of-another-request',
  /** Made on another site than the list says for this key, or inside the frame of one. */
  'assertion-of-another-site',
  /** The authenticator did not find its person present, or did not verify them. */
  'user-not-verified',
  'assertion-forged',
  /** The authenticator's counter went back: a copy of the key may exist. */
  'officer-key-cloned',
] as const;
export type AssertionRefusal = (typeof ASSERTION_REFUSALS)[number];
