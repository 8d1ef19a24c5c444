import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { migrate } from './migrate.ts';
import type { StorePlace } from './place.ts';
import { engineCodeOf, NOT_PERMITTED } from './engine-error.ts';
import { connectPostgres } from './postgres.ts';
import { guardSqlite } from './rights/guard-sqlite.ts';
import { SERVER_RIGHTS } from './rights/rights.ts';
import { StoreError } from './store-error.ts';
import { connectSqlite } from './sqlite-file.ts';
import { textColumn } from './column.ts';

export interface Database {
  readonly knex: Knex;
  /** Engine and version: `SQLite 3.52.0`. */
  readonly engine: string;
}

export const SERVER_FILE = 'postern-server.sqlite';
/** One connection writes at a time; the others read. */
const CONNECTIONS = 8;

/**
 * Opens the server's database and migrates its schema: `postern-server.sqlite` in the data folder (made with mode 0700) or the configured
 * PostgreSQL database. Throws `StoreError`: `unavailable`, `unsuitable`, `newer-schema`, and `rights` when the schema is outdated and this
 * account may not change it.
 */
export async function openDatabase(place: StorePlace): Promise<Database> {
  const { postgres } = place;
  const database = connectDatabase(place);
  try {
    const engine = await (postgres === undefined ? sqliteVersion(database) : postgresVersion(database));
    await migrate(database);
    await guardSqlite(database, SERVER_RIGHTS);
    return { knex: database, engine };
  } catch (cause) {
    await database.destroy();
    if (cause instanceof StoreError) throw cause;
    const code = engineCodeOf(cause) === NOT_PERMITTED ? 'rights' : 'unavailable';
    throw new StoreError(code, 'the database cannot be opened', { cause });
  }
}

/** A further connection that only reads. */
export function connectReader({ dataDir, postgres }: StorePlace): Knex {
  return postgres === undefined
    ? connectSqlite(join(dataDir, SERVER_FILE), { readOnly: true })
    : connectPostgres(postgres, { connections: 1, readOnly: true });
}

/** Connects, and makes a missing file. Does not migrate. */
export function connectDatabase({ dataDir, postgres }: StorePlace): Knex {
  if (postgres !== undefined) return connectPostgres(postgres, { connections: CONNECTIONS });
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreError('unavailable', 'the data folder cannot be made', { cause });
  }
  return connectSqlite(join(dataDir, SERVER_FILE));
}

async function sqliteVersion(database: Knex): Promise<string> {
  const row: unknown = await database.select(database.raw('sqlite_version() as version')).first();
  return `SQLite ${textColumn((row as { version: unknown }).version)}`;
}

/**
 * Text is ordered by its bytes on SQLite. A database with another collation would order lists differently, and its indexes would break when
 * the system's collations change.
 */
async function postgresVersion(database: Knex): Promise<string> {
  const row: unknown = await database
    .select(
      database.raw("current_setting('server_version') as version"),
      database.raw("current_setting('server_encoding') as encoding"),
      database.raw("('B' < 'a' and 'a-c' < 'ab' and 'z' < 'é')::int as ordered"),
    )
    .first();
  const { version, encoding, ordered } = row as Record<'version' | 'encoding' | 'ordered', unknown>;
  if (encoding !== 'UTF8' || ordered !== 1) {
    throw new StoreError('unsuitable', 'the database does not order text by the bytes of UTF-8');
  }
  return `PostgreSQL ${textColumn(version)}`;
}
