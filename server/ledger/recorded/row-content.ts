import { createHash } from 'node:crypto';
import { StoreError } from '../../database/store-error.ts';
import { RECORDED_TABLES, type RecordedTableName } from './recorded-tables.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What names a row in its table, in the order of the primary key. */
export type RowKey = readonly (string | number)[];

export function keyOf(table: RecordedTableName, row: Row): RowKey {
  return RECORDED_TABLES[table].key.map((column) => {
    const value = row[column];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new StoreError('damaged', `a key of ${table} is no text or number`);
    return value;
  });
}

/** By which name the ledger's openings find what they say of a row. */
export function rowSubject(table: string, key: RowKey): string {
  return `row/${table}/${key.join('/')}`;
}

/**
 * SHA-256, hex, of what a row says, on both engines the same. Columns that are empty do not count: a migration may add a column
 * that may be empty, and rows from before it keep their content.
 */
export function contentOf(table: RecordedTableName, row: Row): string {
  const { leftOut = [] } = RECORDED_TABLES[table];
  const said = Object.keys(row)
    .filter((column) => row[column] !== null && row[column] !== undefined && !leftOut.includes(column))
    .sort()
    .map((column) => [column, plain(row[column])]);
  return createHash('sha256')
    .update(JSON.stringify([table, said]))
    .digest('hex');
}

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value;
}
