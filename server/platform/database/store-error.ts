import { codedError } from '../../../hardware/host/coded-error.ts';

/** Closed. */
export type StoreErrorCode =
  /** The database cannot be opened or written: missing rights, full disk, another program's lock. */
  | 'unavailable'
  /** The database orders or encodes text differently from what this program needs. */
  | 'unsuitable'
  /** The database was written by a newer version of this program. */
  | 'newer-schema'
  /** A migration with this name but another text made the database. */
  | 'edited-migration'
  /** The account has more or fewer rights than the running server needs. */
  | 'rights'
  /** The store has been closed. */
  | 'closed'
  /** A column holds a value that this program never writes. */
  | 'damaged';

export class StoreError extends codedError<StoreErrorCode>('StoreError') {}
