import knex from 'knex';
import type { Knex } from 'knex';
import { makeDatabasePrivate } from '../../hardware/host/private-files.ts';

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

export interface SqliteOptions {
  /** Statements on one SQLite connection interleave: whatever writes uses one. */
  readonly connections?: number;
  /** A connection that only reads, beside the one that writes. */
  readonly readOnly?: boolean;
}

/**
 * Pages in the write-ahead log before SQLite copies them into the file, which holds up one commit: 32 MB. By SQLite's
 * own default of 1,000 that would be more than one entry in a hundred at 500 ledger entries/s. A start after a crash reads what
 * is in it.
 */
const CHECKPOINT_PAGES = 8_000;

/** SQLite does not wait while another program switches the file to WAL, whatever the busy timeout: the pragmas are run again. */
const BUSY_RETRIES = 100;
const BUSY_RETRY_MS = 50;

/**
 * A pool of connections to an SQLite file. `synchronous=FULL` in WAL mode makes a commit durable before it returns, which a
 * receipt promises. What is deleted is overwritten. Files that others may read, of an earlier version, are taken from them.
 */
export function connectSqlite(filename: string, { connections = 1, readOnly = false }: SqliteOptions = {}): Knex {
  if (!readOnly) makeDatabasePrivate(filename);
  const pragmas = [
    'PRAGMA busy_timeout=5000',
    ...(readOnly
      ? ['PRAGMA query_only=ON']
      : [
          'PRAGMA journal_mode=WAL',
          'PRAGMA synchronous=FULL',
          'PRAGMA secure_delete=ON',
          // Otherwise no trigger sees the row that REPLACE takes away
          'PRAGMA recursive_triggers=ON',
          `PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}`,
        ]),
    'PRAGMA foreign_keys=ON',
  ];
  return knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    // Values must not stand in the messages of errors.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: connections,
      afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
        prepare(connection, `${pragmas.join('; ')};`, BUSY_RETRIES, (error) => done(error, connection));
      },
    },
    acquireConnectionTimeout: 10_000,
    // Standard output holds events only; what knex would say is thrown as well.
    log: { debug() {}, warn() {}, error() {}, deprecate() {} },
  });
}

function prepare(
  connection: SqliteConnection,
  pragmas: string,
  retries: number,
  done: (error: Error | null) => void,
): void {
  connection.exec(pragmas, (error) => {
    if (error === null || retries === 0 || (error as NodeJS.ErrnoException).code !== 'SQLITE_BUSY') return done(error);
    setTimeout(prepare, BUSY_RETRY_MS, connection, pragmas, retries - 1, done);
  });
}
