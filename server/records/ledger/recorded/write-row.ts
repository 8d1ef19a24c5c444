/**
 * The only way to write to a recorded table: the row and the ledger's entry about it become durable together. The entry commits to the row
 * as the database holds it before and after. Therefore replaying the entries gives the table, and a row that was written without the
 * server stays visible after the server has changed or deleted it. All functions run in a transaction of the write queue: writes are serialised, so
 * no other write comes between the reading and the change.
 */
import { enterAll, type SubjectEntry } from '../entry/enter.ts';
import type { Connection, Rows } from '../../../platform/database/connection.ts';
import { RECORDED_TABLES, type RecordedTableName } from './recorded-tables.ts';
import type { Row } from '../../../platform/database/table.ts';
import { contentOf, keyOf, rowSubject } from './row-content.ts';

/** Column values, or conditions for a query of the table. */
export type Which = Row | ((rows: Rows) => unknown);

export async function insertRow(transaction: Connection, table: RecordedTableName, values: Row): Promise<void> {
  await enterRows(transaction, table, [], await transaction(table).insert(values).returning('*'));
}

/** Returns `false` without a change if a row with this key exists. */
export async function insertRowIfNew(transaction: Connection, table: RecordedTableName, values: Row): Promise<boolean> {
  const key = [...RECORDED_TABLES[table].key];
  const rows = (await transaction(table).insert(values).onConflict(key).ignore().returning('*')) as Row[];
  await enterRows(transaction, table, [], rows);
  return rows.length > 0;
}

/** Replaces the row with this key, or inserts it. */
export async function putRow(transaction: Connection, table: RecordedTableName, values: Row): Promise<void> {
  const { key } = RECORDED_TABLES[table];
  const found = await matching(transaction, table, Object.fromEntries(key.map((column) => [column, values[column]])));
  const put = transaction(table)
    .insert(values)
    .onConflict([...key])
    .merge();
  await enterRows(transaction, table, found as Row[], await put.returning('*'));
}

/** Resolves to the number of changed rows. */
export async function changeRows(
  transaction: Connection,
  table: RecordedTableName,
  which: Which,
  changes: Row,
): Promise<number> {
  const found = (await matching(transaction, table, which)) as Row[];
  if (found.length === 0) return 0;
  const rows = (await matching(transaction, table, which).update(changes).returning('*')) as Row[];
  await enterRows(transaction, table, found, rows);
  return rows.length;
}

/** Changes columns to which no entry commits, without an entry. Throws for any other column. */
export async function changeLeftOut(
  transaction: Connection,
  table: RecordedTableName,
  which: Which,
  changes: Row,
): Promise<number> {
  const { leftOut = [] } = RECORDED_TABLES[table];
  const recorded = Object.keys(changes).find((column) => !leftOut.includes(column));
  if (recorded !== undefined) throw new Error(`${table}.${recorded} is recorded`);
  return matching(transaction, table, which).update(changes);
}

/** Resolves to the number of deleted rows. */
export async function deleteRows(transaction: Connection, table: RecordedTableName, which: Which): Promise<number> {
  const rows = (await matching(transaction, table, which)) as Row[];
  if (rows.length === 0) return 0;
  await matching(transaction, table, which).delete();
  await enterAll(
    transaction,
    rows.map((row) => rowEntry(table, row, { before: contentOf(table, row), content: null })),
  );
  return rows.length;
}

/** Enters the content of existing rows about which there is no entry yet. */
export async function adoptRows(
  transaction: Connection,
  table: RecordedTableName,
  rows: readonly Row[],
): Promise<void> {
  await enterAll(
    transaction,
    rows.map((row) => rowEntry(table, row, { content: contentOf(table, row) })),
  );
}

/** @param found the rows before the change; @param rows the same and new rows after it */
async function enterRows(
  transaction: Connection,
  table: RecordedTableName,
  found: readonly Row[],
  rows: readonly Row[],
): Promise<void> {
  const contents = new Map(found.map((row) => [rowSubject(table, keyOf(table, row)), contentOf(table, row)]));
  await enterAll(
    transaction,
    rows.map((row) => {
      const before = contents.get(rowSubject(table, keyOf(table, row))) ?? null;
      return rowEntry(table, row, { before, content: contentOf(table, row) });
    }),
  );
}

function rowEntry(
  table: RecordedTableName,
  row: Row,
  contents: { readonly before?: string | null; readonly content: string | null },
): SubjectEntry {
  const key = keyOf(table, row);
  const { reported = 'nothing' } = RECORDED_TABLES[table];
  return {
    subject: rowSubject(table, key),
    entry: { type: 'row', version: 3, reported, table, key: [...key], ...contents },
  };
}

function matching(transaction: Connection, table: RecordedTableName, which: Which): Rows {
  return typeof which === 'function'
    ? transaction(table).where((rows) => void which(rows))
    : transaction(table).where(which);
}
