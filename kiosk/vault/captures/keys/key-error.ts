import { codedError } from '../../../../hardware/host/coded-error.ts';

export type KeyErrorCode =
  /** The secure element is lost; nothing can be opened until it returns. */
  | 'unavailable'
  /** The key was destroyed, or did not belong to this lane. */
  | 'unknown-key'
  /** A wrapped key was changed, or belongs to another context. */
  | 'tampered'
  /** The secure element is not the one that wrapped these keys. */
  | 'other-owner'
  /** Another process holds the key store. */
  | 'in-use';

export class KeyError extends codedError<KeyErrorCode>('KeyError') {}
