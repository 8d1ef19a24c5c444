import { codedError } from '../../../hardware/host/coded-error.ts';

/** Closed. */
export type KeyErrorCode =
  /** The token has no server keys: `postern-server keys init` has not been run, or it is another token. */
  | 'absent'
  /** Keys exist already and are not overwritten. */
  | 'present'
  /** The token or TPM is missing, or its process died. The server retries. */
  | 'lost'
  /** The token or TPM is there and has not answered. The server retries. */
  | 'timed-out'
  /** The PIN is wrong or locked, or its file is unreadable or readable by others. */
  | 'not-permitted'
  /** The module is missing or lacks a function, a key is extractable, or the token is software in production. */
  | 'unsuitable';

export class KeyError extends codedError<KeyErrorCode>('KeyError') {}
