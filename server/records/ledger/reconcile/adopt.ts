/**
 * Adoption of databases from before the ledger recorded rows. Their rows have no entries. A command enters them once as they are, and an
 * entry records the adoption permanently.
 */
import type { Connection } from '../../../platform/database/connection.ts';
import { integerColumn } from '../../../platform/database/column.ts';
import { entriesOfTypes } from '../log/log-tables.ts';
import { hasOpeningOf } from '../entry/openings.ts';
import { RECORDED_TABLES, type RecordedTableName } from '../recorded/recorded-tables.ts';
import type { Row } from '../../../platform/database/table.ts';
import { adoptRows } from '../recorded/write-row.ts';
import type { WriteQueue } from '../../../platform/database/write-queue.ts';
import { enter } from '../entry/enter.ts';
import { codesOfType } from '../entry/entry.ts';

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

/** Like `isAdopted`, judged by the log, which cannot be altered. */
export async function isAdoptedInLog(log: Connection): Promise<boolean> {
  return entriesOfTypes(log, [...codesOfType('row'), ...codesOfType('adoption')]);
}

export type ForeseenAdoption =
  | { readonly kind: 'none' | 'refused' }
  /** The next start enters this number of rows. */
  | { readonly kind: 'due'; readonly rows: number };

/**
 * Whether the next start of a server adopts this database, whose schema may be an earlier one. Changes nothing.
 *
 * @param log `undefined` before the first start
 * @param demandsCodes whether the log has ever demanded codes of openings
 */
export async function foreseeAdoption(
  database: Connection,
  log: Connection | undefined,
  demandsCodes: boolean,
): Promise<ForeseenAdoption> {
  const existing: string[] = [];
  for (const table of ['ledger_openings', ...TABLES]) {
    if (await database.schema.hasTable(table)) existing.push(table);
  }
  if (existing.includes('ledger_openings') && (await hasOpeningOf(database, ['row', 'adoption'])))
    return { kind: 'none' };
  let rows = 0;
  for (const table of existing.filter((one) => one !== 'ledger_openings')) rows += await countRows(database, table);
  if (rows === 0) return { kind: 'none' };
  const isRefused = demandsCodes || (log !== undefined && (await isAdoptedInLog(log)));
  return isRefused ? { kind: 'refused' } : { kind: 'due', rows };
}

async function countRows(database: Connection, table: string): Promise<number> {
  const row: { count?: unknown } | undefined = await database(table).count({ count: '*' }).first();
  return integerColumn(row?.count);
}

export type Adopted =
  | { readonly kind: 'adopted'; readonly rows: Readonly<Record<string, number>> }
  /** The ledger already records rows. A row without an entry is then a difference and cannot be adopted. */
  | { readonly kind: 'refused'; readonly code: 'adopted-before' };

/** Enters every row of a recorded table and the adoption, in one transaction. */
export async function adoptTables(log: Connection | undefined, queue: WriteQueue, at: number): Promise<Adopted> {
  if (log !== undefined && (await isAdoptedInLog(log))) return { kind: 'refused', code: 'adopted-before' };
  return queue.run(async (transaction): Promise<Adopted> => {
    if (await hasOpeningOf(transaction, ['row', 'adoption'])) return { kind: 'refused', code: 'adopted-before' };
    const rows: Record<string, number> = {};
    for (const table of TABLES) {
      const all: Row[] = await transaction(table);
      for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
        await adoptRows(transaction, table, all.slice(from, from + ROWS_AT_ONCE));
      }
      rows[table] = all.length;
    }
    await enter(transaction, 'adoption', { type: 'adoption', version: 1, rows, at: Math.round(at) });
    return { kind: 'adopted', rows };
  });
}
