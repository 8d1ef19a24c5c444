export type TrustErrorCode =
  /** Not the structure that belongs here. */
  | 'malformed'
  /** An algorithm that is not in use on travel documents, or no longer accepted. */
  | 'unsupported'
  /** A signature that does not hold, or holds under a key that nobody vouches for. */
  | 'untrusted'
  /** Older than what is there already. */
  | 'roll-back';

/** A list or a certificate from outside that cannot be taken in. What a document's own files lack is a finding, not an error. */
export class TrustError extends Error {
  override readonly name = 'TrustError';
  readonly code: TrustErrorCode;

  constructor(code: TrustErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
