/** The findings of a reconciliation. Closed. */
export const DIFFERENCE_CODES = [
  /** A log index has no opening: it was deleted, or an old database was restored. */
  'opening-missing',
  /** An opening differs from the log's commitment. */
  'opening-altered',
  /** An opening has the subject or type of another. */
  'opening-misnamed',
  /** An entry's content was erased, and no erasure covers it. */
  'erased-unaccounted',
  /** The row that an entry records is missing. */
  'row-missing',
  /** A row differs from its entry. */
  'row-altered',
  /** A row of a recorded table has no entry. */
  'row-unrecorded',
  /**
   * The row that the server changed or deleted was not as the entry before says: it had been written without the server. Only
   * entries show this, so it can be found at any later time.
   */
  'row-was-altered',
  /** A column holds a value that this program never writes. */
  'unreadable',
] as const;
export type DifferenceCode = (typeof DIFFERENCE_CODES)[number];

export interface Difference {
  readonly code: DifferenceCode;
  /** An entry type, or a table. */
  readonly kind: string;
  /** Log index of the entry; `null` if there is none. */
  readonly index: number | null;
}
