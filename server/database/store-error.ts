/** Closed. */
export type StoreErrorCode =
  /** The database cannot be opened or written: missing rights, full disk, another program's lock. */
  | 'unavailable'
  /** The database orders or encodes text otherwise than this program relies on. */
  | 'unsuitable'
  /** The database was written by a newer version of this program. */
  | 'newer-schema'
  /** The database was made by another text of a migration that this program knows. */
  | 'edited-migration'
  /** The account may do more than the running server needs, or less. */
  | 'rights'
  /** The store has been closed. */
  | 'closed'
  /** A column holds something this program never writes. */
  | 'damaged';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
