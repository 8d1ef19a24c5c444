import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import knex from 'knex';
import type { Knex } from 'knex';
import { migrate } from './migrate.ts';
import { StoreError } from './store-error.ts';
import { textColumn } from './column.ts';

export interface Database {
  readonly knex: Knex;
  readonly sqliteVersion: string;
}

const FILE = 'postern-server.sqlite';

/**
 * Opens `postern-server.sqlite` in `dataDir` (made with mode 0700 when missing) and brings its schema up to date. Throws
 * `StoreError`: `unavailable`, `newer-schema`.
 *
 * One connection: statements on one SQLite connection interleave, so a second user of it would read another's transaction.
 * `synchronous=FULL` in WAL mode makes a commit durable before it returns, which a receipt promises.
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreError('unavailable', 'the data folder cannot be made', { cause });
  }
  const database = knex({
    client: 'sqlite3',
    connection: { filename: join(dataDir, FILE) },
    useNullAsDefault: true,
    // Values must not stand in the messages of errors.
    compileSqlOnError: false,
    pool: { min: 1, max: 1, afterCreate: setPragmas },
    acquireConnectionTimeout: 10_000,
    // Standard output holds events only; what knex would say is thrown as well.
    log: { debug() {}, warn() {}, error() {}, deprecate() {} },
  });
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

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

function setPragmas(
  connection: SqliteConnection,
  done: (error: Error | null, connection: SqliteConnection) => void,
): void {
  connection.exec(
    'PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;',
    (error) => done(error, connection),
  );
}
