/** The closed vocabulary of travellers' requests. Consoles import it too. */

export const REQUEST_KINDS = [
  /** GDPR Art. 15. */
  'access',
  /** GDPR Art. 17. */
  'erasure',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_PROOFS = ['receipt', 'document-handle'] as const;
export type RequestProof = (typeof REQUEST_PROOFS)[number];

/** `open` and `extended` await an answer; the other states are final. */
export const REQUEST_STATES = ['open', 'extended', 'answered', 'nothing-held', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Grounds of a refusal: GDPR Art. 12(2), 12(5), 23. */
export const REFUSAL_GROUNDS = [
  'identity-not-shown',
  'manifestly-unfounded',
  'excessive',
  'restricted-by-law',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

export const CLOSING_STATES = ['answered', 'nothing-held', 'refused', 'withdrawn'] as const;
