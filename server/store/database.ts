import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { migrate } from './migrate.ts';
import { StoreError } from './store-error.ts';
import { connectSqlite } from './sqlite-file.ts';
import { textColumn } from './column.ts';

export interface Database {
  readonly knex: Knex;
  readonly sqliteVersion: string;
}

const FILE = 'postern-server.sqlite';

/**
 * Opens `postern-server.sqlite` in `dataDir` (made with mode 0700 when missing) and brings its schema up to date. Throws
 * `StoreError`: `unavailable`, `newer-schema`.
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreError('unavailable', 'the data folder cannot be made', { cause });
  }
  const database = connectSqlite(join(dataDir, FILE));
  try {
    await migrate(database);
    const row: unknown = await database.select(database.raw('sqlite_version() as version')).first();
    return { knex: database, sqliteVersion: textColumn((row as { version: unknown }).version) };
  } catch (cause) {
    await database.destroy();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError('unavailable', 'the database cannot be opened', { cause });
  }
}
