import { createHash } from 'node:crypto';
import { StoreError } from '../../../platform/database/store-error.ts';
import type { Row } from '../../../platform/database/table.ts';
import { RECORDED_TABLES, type RecordedTableName } from './recorded-tables.ts';

/** The values of a row's primary key, in the order of its columns. */
export type RowKey = readonly (string | number)[];

export function keyOf(table: RecordedTableName, row: Row): RowKey {
  return RECORDED_TABLES[table].key.map((column) => {
    const value = row[column];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new StoreError('damaged', `a key of ${table} is neither text nor number`);
    return value;
  });
}

/** The subject of the openings about a row. */
export function rowSubject(table: string, key: RowKey): string {
  return `row/${table}/${key.join('/')}`;
}

/**
 * SHA-256 of a row's content, hex, equal on both engines. Empty columns are omitted, so a migration may add an optional column without
 * changing the content of existing rows.
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
