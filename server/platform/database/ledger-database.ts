import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connection.ts';
import { LEDGER_MIGRATIONS, migrate } from './migrate.ts';
import type { StorePlace } from './place.ts';
import { connectPostgres } from './postgres.ts';
import { guardSqlite } from './rights/guard-sqlite.ts';
import { LEDGER_RIGHTS } from './rights/rights.ts';
import { connectSqlite } from './sqlite-file.ts';
import { StoreError } from './store-error.ts';

export interface LedgerDatabase {
  /** A single connection: a transaction on it is the only writer of this process. */
  readonly writer: Connection;
  /** Reads committed data, also during a transaction. */
  readonly reader: Connection;
  close(): Promise<void>;
}

const READERS = 2;

export const LEDGER_FILE = 'postern-ledger.sqlite';
/** In PostgreSQL the ledger has its own schema with its own rights. */
export const LEDGER_SCHEMA = 'postern_ledger';

/** Whether the place has a ledger with entries or heads; PostgreSQL may have its empty tables before. Rejects with `StoreError` `unavailable`. */
export async function hasLedgerDatabase({ dataDir, postgres }: StorePlace): Promise<boolean> {
  if (postgres === undefined) return existsSync(join(dataDir, LEDGER_FILE));
  const database = connectPostgres(postgres, { connections: 1, readOnly: true });
  try {
    const tables: readonly string[] = await database('pg_catalog.pg_tables')
      .where({ schemaname: LEDGER_SCHEMA })
      .whereIn('tablename', ['heads', 'entries'])
      .pluck('tablename');
    for (const table of tables) {
      if ((await database(table).withSchema(LEDGER_SCHEMA).first()) !== undefined) return true;
    }
    return false;
  } catch (cause) {
    throw new StoreError('unavailable', 'the database cannot be opened', { cause });
  } finally {
    await database.destroy();
  }
}

/** Checked first: PostgreSQL refuses `create schema if not exists` to an account that may not create schemas. */
async function hasSchema(database: Connection): Promise<boolean> {
  return (await database('pg_catalog.pg_namespace').where({ nspname: LEDGER_SCHEMA }).first('nspname')) !== undefined;
}

/**
 * Opens the ledger, which must exist unless `create` is set: a lost log is never replaced by an empty one. Throws `StoreError`:
 * `unavailable`, `newer-schema`, `edited-migration`.
 */
export async function openLedgerDatabase(place: StorePlace, { create = false } = {}): Promise<LedgerDatabase> {
  if (!create && !(await hasLedgerDatabase(place))) throw new StoreError('unavailable', 'the ledger is missing');
  const opened: Connection[] = [];
  try {
    if (create) mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
    const writer = connectLedger(place, { connections: 1 });
    opened.push(writer);
    if (create && place.postgres !== undefined && !(await hasSchema(writer)))
      await writer.schema.createSchema(LEDGER_SCHEMA);
    await migrate(writer, LEDGER_MIGRATIONS);
    await guardSqlite(writer, LEDGER_RIGHTS);
    const reader = connectLedger(place, { connections: READERS, readOnly: true });
    opened.push(reader);
    const close = async () => {
      await reader.destroy();
      await writer.destroy();
    };
    return { writer, reader, close };
  } catch (cause) {
    for (const one of opened) await one.destroy();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError('unavailable', 'the ledger cannot be opened', { cause });
  }
}

export type LedgerReader = Pick<LedgerDatabase, 'reader' | 'close'>;

/**
 * Opens the ledger for reading beside the server that writes it, without writes or checkpoints. Rejects with `StoreError` `unavailable`
 * if it is missing.
 */
export async function openLedgerReader(place: StorePlace): Promise<LedgerReader> {
  if (!(await hasLedgerDatabase(place))) throw new StoreError('unavailable', 'the ledger is missing');
  const reader = connectLedger(place, { connections: 1, readOnly: true });
  return { reader, close: () => reader.destroy() };
}

/** Connects, and makes a missing file. Does not migrate. */
export function connectLedger(
  { dataDir, postgres }: StorePlace,
  options: { readonly connections: number; readonly readOnly?: boolean },
): Connection {
  return postgres === undefined
    ? connectSqlite(join(dataDir, LEDGER_FILE), options)
    : connectPostgres(postgres, { ...options, schema: LEDGER_SCHEMA });
}
