/**
 * The only way to write to a recorded table: the row and the ledger's entry about it become durable together. The entry commits to the row
 * as the database then holds it, so replaying the entries gives the table. All functions run in a transaction of the write queue.
 */
import { enterAll, type SubjectEntry } from '../entry/enter.ts';
import type { Connection, Rows } from '../../database/connection.ts';
import { RECORDED_TABLES, type RecordedTableName } from './recorded-tables.ts';
import { contentOf, keyOf, rowSubject, type Row } from './row-content.ts';

/** Column values, or conditions for a query of the table. */
export type Which = Row | ((rows: Rows) => unknown);

export async function insertRow(transaction: Connection, table: RecordedTableName, values: Row): Promise<void> {
  await recordRows(transaction, table, await transaction(table).insert(values).returning('*'));
}

/** Returns `false` without a change if a row with this key exists. */
export async function insertRowIfNew(transaction: Connection, table: RecordedTableName, values: Row): Promise<boolean> {
  const key = [...RECORDED_TABLES[table].key];
  const rows = (await transaction(table).insert(values).onConflict(key).ignore().returning('*')) as Row[];
  await recordRows(transaction, table, rows);
  return rows.length > 0;
}

/** Replaces the row with this key, or inserts it. */
export async function putRow(transaction: Connection, table: RecordedTableName, values: Row): Promise<void> {
  const key = [...RECORDED_TABLES[table].key];
  await recordRows(transaction, table, await transaction(table).insert(values).onConflict(key).merge().returning('*'));
}

/** Resolves to the number of changed rows. */
export async function changeRows(
  transaction: Connection,
  table: RecordedTableName,
  which: Which,
  changes: Row,
): Promise<number> {
  const rows = (await matching(transaction, table, which).update(changes).returning('*')) as Row[];
  await recordRows(transaction, table, rows);
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
  // SQLite's driver does not return deleted rows. Writes are serialised, so no other write comes in between.
  const rows = (await matching(transaction, table, which)) as Row[];
  if (rows.length > 0) await matching(transaction, table, which).delete();
  await enterAll(
    transaction,
    rows.map((row) => rowEntry(table, row, null)),
  );
  return rows.length;
}

/** Enters the content of existing rows. */
export async function recordRows(
  transaction: Connection,
  table: RecordedTableName,
  rows: readonly Row[],
): Promise<void> {
  await enterAll(
    transaction,
    rows.map((row) => rowEntry(table, row, contentOf(table, row))),
  );
}

function rowEntry(table: RecordedTableName, row: Row, content: string | null): SubjectEntry {
  const key = keyOf(table, row);
  return { subject: rowSubject(table, key), entry: { type: 'row', version: 1, table, key: [...key], content } };
}

function matching(transaction: Connection, table: RecordedTableName, which: Which): Rows {
  return typeof which === 'function'
    ? transaction(table).where((rows) => void which(rows))
    : transaction(table).where(which);
}
