import knex from 'knex';
import type { Knex } from 'knex';
import { makeDatabasePrivate } from '../../../hardware/host/private-files.ts';

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

export interface SqliteOptions {
  /** A writer needs one connection, because statements on an SQLite connection interleave. */
  readonly connections?: number;
  /** A connection that only reads, beside the writer. */
  readonly readOnly?: boolean;
}

/**
 * Pages in the write-ahead log before SQLite copies them into the file, which delays one commit: 32 MB. With SQLite's default of 1,000,
 * more than one in a hundred commits would be delayed at 500 ledger entries/s. A start after a crash reads the log.
 */
const CHECKPOINT_PAGES = 8_000;

/** How long a statement waits while another connection writes, ms. */
export const BUSY_TIMEOUT_MS = 5_000;

/** SQLite ignores the busy timeout while another program switches the file to WAL, so the pragmas are retried. */
const BUSY_RETRIES = 100;
const BUSY_RETRY_MS = 50;

/**
 * A pool of connections to an SQLite file. `synchronous=FULL` in WAL mode makes a commit durable before it returns, which a receipt
 * promises. Deleted content is overwritten. Restricts the mode of existing files that others may read.
 */
export function connectSqlite(filename: string, { connections = 1, readOnly = false }: SqliteOptions = {}): Knex {
  if (!readOnly) makeDatabasePrivate(filename);
  const pragmas = [
    `PRAGMA busy_timeout=${BUSY_TIMEOUT_MS}`,
    ...(readOnly
      ? ['PRAGMA query_only=ON']
      : [
          'PRAGMA journal_mode=WAL',
          'PRAGMA synchronous=FULL',
          'PRAGMA secure_delete=ON',
          // Without it, triggers do not run for a row that REPLACE deletes.
          'PRAGMA recursive_triggers=ON',
          `PRAGMA wal_autocheckpoint=${CHECKPOINT_PAGES}`,
        ]),
    'PRAGMA foreign_keys=ON',
  ];
  return knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    // Error messages must not contain values.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: connections,
      afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
        prepare(connection, `${pragmas.join('; ')};`, BUSY_RETRIES, (error) => done(error, connection));
      },
    },
    acquireConnectionTimeout: 10_000,
    // Standard output holds events only. knex also throws what it would log.
    log: { debug() {}, warn() {}, error() {}, deprecate() {} },
  });
}

/** Runs several statements, which knex does one at a time, on the only connection of a writer. Rejects with SQLite's error. */
export async function runScript(database: Knex, script: string): Promise<void> {
  const client = database.client as Pick<Knex.Client, 'acquireConnection' | 'releaseConnection'>;
  const connection = (await client.acquireConnection()) as SqliteConnection;
  try {
    await new Promise<void>((resolve, reject) => {
      connection.exec(script, (error) => (error === null ? resolve() : reject(error)));
    });
  } finally {
    await client.releaseConnection(connection);
  }
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
