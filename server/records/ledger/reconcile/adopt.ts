/**
 * Adoption of data from before openings had codes: an attacker with write access to that database could have written them, and no check shows it. Where the
 * ledger did not record rows, the first start enters them as they are. In both cases it enters their numbers, which two people confirm.
 *
 * It happens only in a database whose schema passed that version with rows in it, and only until the ratchet, which is not in the database,
 * demands codes: at the end of that start.
 */
import { integerColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { WriteQueue } from '../../../platform/database/write-queue.ts';
import { codesOfType } from '../entry/entry.ts';
import { enter } from '../entry/enter.ts';
import { hasOpeningOf } from '../entry/openings.ts';
import { entriesOfTypes } from '../log/log-tables.ts';
import { RECORDED_TABLES, type RecordedTableName } from '../recorded/recorded-tables.ts';
import { keyOf, type RowKey } from '../recorded/row-content.ts';
import { adoptRows } from '../recorded/write-row.ts';
import { pageOf } from './reconcile.ts';

const TABLES = Object.keys(RECORDED_TABLES) as RecordedTableName[];
const ROWS_AT_ONCE = 500;

/** Whether the ledger records this database's rows, judged by its openings. A database without rows has nothing to adopt. */
export async function isAdopted(database: Connection): Promise<boolean> {
  if (await hasOpeningOf(database, ['row', 'adoption'])) return true;
  // One query for all tables: each would be a round trip at every first start
  const none = database.first(database.raw('1 as found'));
  const some = TABLES.reduce((query, table) => query.orWhereExists(database(table)), none);
  return (await some) === undefined;
}

/** Numbers of rows by table, without empty tables. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * Call at a start, until the ratchet demands codes. Resolves to the rows that await confirmation; `undefined` for a database that has none.
 *
 * @param log a log with an adoption has adopted: rows without an entry are then differences
 */
export async function adoptEarlierTables(
  log: Connection,
  queue: WriteQueue,
  database: Connection,
  at: number,
): Promise<RowCounts | undefined> {
  const earlier: readonly { is_recorded: unknown }[] = await database('earlier_tables').select('is_recorded');
  if (earlier.length === 0) return undefined;
  const isRecorded = earlier.every(({ is_recorded }) => integerColumn(is_recorded) === 1);
  if (!isRecorded && (await hasAdopted(log, database))) return undefined;
  return queue.run(async (transaction) => {
    const rows: Record<string, number> = {};
    for (const table of TABLES) {
      const count = isRecorded ? await countRows(transaction, table) : await adoptTable(transaction, table);
      if (count > 0) rows[table] = count;
    }
    await enter(transaction, 'adoption', { type: 'adoption', version: 1, rows, at: Math.round(at) });
    return rows;
  });
}

async function hasAdopted(log: Connection, database: Connection): Promise<boolean> {
  return (await entriesOfTypes(log, codesOfType('adoption'))) || (await hasOpeningOf(database, ['adoption']));
}

/** Enters every row. Resolves to their number. */
async function adoptTable(transaction: Connection, table: RecordedTableName): Promise<number> {
  let count = 0;
  for (let after: RowKey | undefined, isLast = false; !isLast; ) {
    const rows = await pageOf(transaction, table, RECORDED_TABLES[table].key, { after, limit: ROWS_AT_ONCE });
    await adoptRows(transaction, table, rows);
    count += rows.length;
    isLast = rows.length < ROWS_AT_ONCE;
    if (!isLast) after = keyOf(table, rows.at(-1)!);
  }
  return count;
}

export type ForeseenAdoption =
  | { readonly kind: 'none' | 'refused' }
  /** The next start enters this number of rows; `recorded` more await confirmation without that. */
  | { readonly kind: 'due'; readonly entered: number; readonly recorded: number };

/**
 * Foresees `adoptEarlierTables` and the check of openings after it, for a schema that may be an earlier one. Changes nothing.
 *
 * @param log `undefined` before the first start
 * @param demandsCodes whether the ratchet demands codes of openings
 * @param missing the migrations that the start will apply
 */
export async function foreseeAdoption(
  database: Connection,
  log: Connection | undefined,
  { demandsCodes, missing }: { readonly demandsCodes: boolean; readonly missing: readonly string[] },
): Promise<ForeseenAdoption> {
  const existing: string[] = [];
  for (const table of ['ledger_openings', ...TABLES]) {
    if (await database.schema.hasTable(table)) existing.push(table);
  }
  const tables = existing.filter((table) => table !== 'ledger_openings');
  const counts = await Promise.all(tables.map((table) => countRows(database, table)));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  if (rows === 0) return { kind: 'none' };
  const has = async (types: readonly string[]) =>
    existing.includes('ledger_openings') && (await hasOpeningOf(database, types));
  const earlier = await foreseeEarlier(database, missing);
  if (earlier !== undefined && !demandsCodes) {
    if (earlier.isRecorded) return { kind: 'due', entered: 0, recorded: rows };
    const hasLogged = log !== undefined && (await entriesOfTypes(log, codesOfType('adoption')));
    if (!hasLogged && !(await has(['adoption']))) return { kind: 'due', entered: rows, recorded: 0 };
  }
  return { kind: (await has(['row', 'adoption'])) ? 'none' : 'refused' };
}

/** The note that `0049-earlier-tables` has made or will make. */
async function foreseeEarlier(
  database: Connection,
  missing: readonly string[],
): Promise<{ readonly isRecorded: boolean } | undefined> {
  if (missing.includes('0049-earlier-tables')) {
    return missing.includes('0190-opening-codes')
      ? { isRecorded: !missing.includes('0050-reconciliation') }
      : undefined;
  }
  const noted: { is_recorded: unknown } | undefined = await database('earlier_tables').first('is_recorded');
  return noted && { isRecorded: integerColumn(noted.is_recorded) === 1 };
}

async function countRows(database: Connection, table: string): Promise<number> {
  const row: { count?: unknown } | undefined = await database(table).count({ count: '*' }).first();
  return integerColumn(row?.count);
}
