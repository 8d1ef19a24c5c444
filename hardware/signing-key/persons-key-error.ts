import { codedError } from '../host/coded-error.ts';

/** Closed. */
export type PersonsKeyErrorCode =
  /** There is no such file or key on the token. */
  | 'no-key'
  /** The file or address is not valid, or has a key of another kind. */
  | 'malformed'
  /** Other users of the machine may read the file. */
  | 'exposed'
  /** The file is sealed, or the token needs a PIN, and there is neither a terminal to ask for it nor a file with it. */
  | 'no-secret'
  /** The passphrase does not open the file. */
  | 'wrong-secret'
  /** The new passphrase is too short, too long or easily guessed, or was not repeated correctly. */
  | 'unfit-secret'
  /** The key exists already; it is not overwritten. */
  | 'present'
  /** The token is absent, refuses, or signs wrongly. */
  | 'token';

export class PersonsKeyError extends codedError<PersonsKeyErrorCode>('PersonsKeyError') {}
