/** A traveller's request as a privacy officer's console sees it. It names no traveller: whoever asks is known by what they hold. */
export const REQUEST_KINDS = [
  /** GDPR Art. 15. */
  'access',
  /** GDPR Art. 17. */
  'erasure',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_PROOFS = ['receipt', 'document-handle'] as const;
export type RequestProof = (typeof REQUEST_PROOFS)[number];

/** `open` and `extended` wait for an answer; the others are closed for good. */
export const REQUEST_STATES = ['open', 'extended', 'answered', 'nothing-held', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Why a request is refused: GDPR Art. 12(2), 12(5), 23. */
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
  /** How many passages through lanes belong to it; `null` once that was forgotten. */
  readonly passages: number | null;
  readonly receivedAt: number;
  readonly dueAt: number;
  readonly extendedAt: number | null;
  readonly state: RequestState;
  readonly openedBy: string;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
  /** Grows with each change; whoever changes it names the one they saw. */
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
