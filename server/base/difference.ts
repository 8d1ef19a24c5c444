/** What a reconciliation can find. Closed. */
export const DIFFERENCE_CODES = [
  /** An index of the log has no opening: it was removed, or the database was set back. */
  'opening-missing',
  /** An opening is not what the log committed to. */
  'opening-altered',
  /** An opening stands under the name or type of another. */
  'opening-misnamed',
  /** What an entry said was erased, and no erasure accounts for it. */
  'erased-unaccounted',
  /** What an entry tells of has no row. */
  'row-missing',
  /** A row does not say what its entry says. */
  'row-altered',
  /** A row of a recorded kind has no entry. */
  'row-unrecorded',
  /** A column holds what this program never writes. */
  'unreadable',
] as const;
export type DifferenceCode = (typeof DIFFERENCE_CODES)[number];

export interface Difference {
  readonly code: DifferenceCode;
  /** An entry type, or a table. */
  readonly kind: string;
  /** Of the entry; `null` where there is none. */
  readonly index: number | null;
}
