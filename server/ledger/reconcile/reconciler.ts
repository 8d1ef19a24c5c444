import type { Connection } from '../../database/connection.ts';
import type { Entry, EntryType } from '../entry/entry.ts';
import type { Difference, DifferenceCode } from '../../base/difference.ts';

export interface Context {
  /** The server's database, as it is at one moment. */
  readonly database: Connection;
  /** By id of an opening that is not marked yet: where the log has it. */
  readonly known: ReadonlyMap<number, number>;
  /** The server's signing keys; without them the signatures of receipts are not verified. */
  readonly receiptKeys?: readonly Uint8Array[];
}

/** An entry of the log with what it says. */
export interface Item<Type extends EntryType = EntryType> {
  readonly index: number;
  readonly subject: string;
  readonly entry: Extract<Entry, { type: Type }>;
}

/** Holds the entries of one type against the tables. */
export interface Reconciler<Type extends EntryType> {
  /** By which name the opening must stand; `undefined` where the entry does not say it, and `compare` looks. */
  subjectOf(entry: Extract<Entry, { type: Type }>): string | undefined;
  /** Resolves to every difference. */
  compare(context: Context, items: readonly Item<Type>[]): Promise<readonly Difference[]>;
}

/** Rows as both engines answer them. */
export type AnyRow = Readonly<Record<string, unknown>>;

export function differs(code: DifferenceCode, kind: string, index: number | null): Difference {
  return { code, kind, index };
}

/** Compares each item with the row that has its key: one that is missing, and one for which `same` does not hold. */
export function compareRows<Type extends EntryType>(
  kind: Type,
  items: readonly Item<Type>[],
  rows: ReadonlyMap<string, AnyRow>,
  keyOf: (item: Item<Type>) => string,
  same: (item: Item<Type>, row: AnyRow) => boolean,
): Difference[] {
  return items.flatMap((item) => {
    const row = rows.get(keyOf(item));
    if (row === undefined) return [differs('row-missing', kind, item.index)];
    return isSame(() => same(item, row)) ? [] : [differs('row-altered', kind, item.index)];
  });
}

/** A column that cannot be read is not what was entered. */
function isSame(compare: () => boolean): boolean {
  try {
    return compare();
  } catch {
    return false;
  }
}

/** Whether each named column holds exactly this. */
export function holds(row: AnyRow, columns: AnyRow): boolean {
  return Object.entries(columns).every(([column, value]) => (row[column] ?? null) === (value ?? null));
}

export function byColumn(rows: readonly AnyRow[], column: string): Map<string, AnyRow> {
  return new Map(rows.map((row) => [String(row[column]), row]));
}
