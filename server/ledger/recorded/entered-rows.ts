/** Whether the ledger has a row: a row that someone wrote into the database past the server has no entry, and must cause nothing. */
import type { Connection } from '../../database/connection.ts';
import { keyOf, rowSubject, type Row } from './row-content.ts';
import type { RecordedTableName } from './recorded-tables.ts';

/**
 * Those of the rows about which there is an entry, in the same order. Whether the entry commits to the row as it is now is a question for the
 * reconciliation.
 */
export async function enteredRows<T extends Row>(
  database: Connection,
  table: RecordedTableName,
  rows: readonly T[],
): Promise<T[]> {
  if (rows.length === 0) return [];
  const subjectOf = (row: T): string => rowSubject(table, keyOf(table, row));
  const known = new Set<string>(
    await database('ledger_openings').whereIn('subject', rows.map(subjectOf)).pluck('subject'),
  );
  return rows.filter((row) => known.has(subjectOf(row)));
}
