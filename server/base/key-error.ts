/** Closed. */
export type KeyErrorCode =
  /** The token has no keys of a server: `npm run keys -- init` has not been run, or it is another token. */
  | 'absent'
  /** There are keys already, and they are not overwritten. */
  | 'present'
  /** The token is not there, was pulled out, hangs, or its process died. It is tried again. */
  | 'lost'
  /** The PIN is wrong, locked, or its file cannot be read or can be by others. */
  | 'not-permitted'
  /** No such module, one that cannot do what is needed, a key that can leave the token, or software in production. */
  | 'unsuitable';

export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;

  constructor(code: KeyErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
