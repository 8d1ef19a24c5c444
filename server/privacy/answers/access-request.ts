/**
 * A traveller's request, as a privacy officer's console sees it. It contains no name: the traveller is identified by a receipt or a
 * document handle.
 */
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

export interface AccessRequestView {
  readonly id: string;
  readonly kind: RequestKind;
  readonly foundBy: RequestProof;
  /** Number of passages that belong to the request; `null` after they have been erased from it. */
  readonly passages: number | null;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly extendedAt: number | null;
  readonly state: RequestState;
  readonly openedBy: string;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
  /** Increases with each change. A change names the version that its author saw. */
  readonly version: number;
}

export interface AccessRequestList {
  readonly serverTime: number;
  readonly requests: readonly AccessRequestView[];
}

export interface Letter {
  readonly text: string;
  /** PDF, base64url. */
  readonly pdf: string;
}
