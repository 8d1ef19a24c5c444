/** The findings of a reconciliation. Closed. */
export const DIFFERENCE_CODES = [
  /** An opening is missing: it was deleted, or an old database was restored. */
  'opening-missing',
  /** An opening that no server process wrote: it has no valid code, and the log does not have it. */
  'opening-forged',
  /** An opening has the number of an earlier one of its writer. */
  'opening-repeated',
  /** An opening differs from the log's commitment. */
  'opening-altered',
  /** An opening has the subject or type of another. */
  'opening-misnamed',
  /** An entry's content was erased, and no erasure covers it. */
  'erased-unaccounted',
  /** The database holds content that an erasure names: it was put back. */
  'erasure-undone',
  /** An erasure names entries that are not about closed access requests. */
  'erasure-overreaches',
  /** The file that says up to where the tables were compared is missing, or an earlier one was put back. */
  'mark-is-old',
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
  /** The row of the table, by its primary key; absent if the difference is not about one row. */
  readonly row?: string;
}

const MAX_IN_ROW = 80;

/** The primary key of a row as a difference names it: the server's ids and digests, cut to 80 characters. */
export function rowName(key: readonly (string | number)[]): string {
  return key
    .join(':')
    .replaceAll(/[^A-Za-z0-9_.:-]/g, '.')
    .slice(0, MAX_IN_ROW);
}

/** Table and row of the opening of this subject (`row/duties/1`), or the type of its entry. A forged one may say anything. */
export function rowOfSubject(subject: string, type: string): Pick<Difference, 'kind' | 'row'> {
  const [, table, key] = /^row\/([a-z][a-z_]{1,39})\/(.{1,200})$/.exec(subject) ?? [];
  if (table !== undefined && key !== undefined) return { kind: table, row: rowName(key.split('/')) };
  return { kind: /^[a-z-]{1,40}$/.test(type) ? type : 'entry' };
}
