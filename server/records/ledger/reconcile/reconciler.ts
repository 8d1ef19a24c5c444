import type { Connection } from '../../../platform/database/connection.ts';
import type { Entry, EntryType } from '../entry/entry.ts';
import { type Difference, type DifferenceCode, rowName } from '../../../platform/base/difference.ts';
import type { Row } from '../../../platform/database/table.ts';
import type { RowKey } from '../recorded/row-content.ts';

export interface Context {
  /** The server's database in one snapshot. */
  readonly database: Connection;
  /** Log index of each unmarked opening, by its id. */
  readonly known: ReadonlyMap<number, number>;
  /** The server's signing keys; without them the signatures of receipts are not verified. */
  readonly receiptKeys?: readonly Uint8Array[];
}

/** An entry of the log and its content. */
export interface Item<Type extends EntryType = EntryType> {
  readonly index: number;
  readonly subject: string;
  readonly entry: Extract<Entry, { type: Type }>;
}

/** Compares the entries of one type with the tables. */
export interface Reconciler<Type extends EntryType> {
  /** The required subject of the opening; `undefined` if the entry does not determine it and `compare` checks it. */
  subjectOf(entry: Extract<Entry, { type: Type }>): string | undefined;
  /** Resolves to all differences. */
  compare(context: Context, items: readonly Item<Type>[]): Promise<readonly Difference[]>;
}

/** @param key of the row */
export function differs(code: DifferenceCode, kind: string, index: number | null, key?: RowKey): Difference {
  return { code, kind, index, ...(key !== undefined && { row: rowName(key) }) };
}

/** Compares each item with the row of its key. Reports missing rows and rows for which `same` is false. */
export function compareRows<Type extends EntryType>(
  kind: Type,
  items: readonly Item<Type>[],
  rows: ReadonlyMap<string, Row>,
  keyOf: (item: Item<Type>) => string,
  same: (item: Item<Type>, row: Row) => boolean,
): Difference[] {
  return items.flatMap((item) => {
    const row = rows.get(keyOf(item));
    if (row === undefined) return [differs('row-missing', kind, item.index)];
    return isSame(() => same(item, row)) ? [] : [differs('row-altered', kind, item.index)];
  });
}

/** A column that cannot be read counts as different. */
function isSame(compare: () => boolean): boolean {
  try {
    return compare();
  } catch {
    return false;
  }
}

/** Whether each named column has exactly this value. */
export function holds(row: Row, columns: Row): boolean {
  return Object.entries(columns).every(([column, value]) => (row[column] ?? null) === (value ?? null));
}

export function byColumn(rows: readonly Row[], column: string): Map<string, Row> {
  return new Map(rows.map((row) => [String(row[column]), row]));
}
