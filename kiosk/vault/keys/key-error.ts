export type KeyErrorCode =
  /** The secure element is not there: nothing can be opened until it is. */
  | 'unavailable'
  /** The key has been destroyed, or never was this lane's. */
  | 'unknown-key'
  /** A wrapped key was changed, or belongs elsewhere. */
  | 'tampered'
  /** The secure element is not the one that wrapped these keys. */
  | 'other-owner'
  /** Another process holds the key store. */
  | 'in-use';

export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;

  constructor(code: KeyErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
