/** Reads a consistent snapshot of all stored data while the server runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { textColumn } from './column.ts';
import { SERVER_FILE } from './database.ts';
import { engineCodeOf } from './engine-error.ts';
import { LEDGER_FILE, LEDGER_SCHEMA } from './ledger-database.ts';
import type { StorePlace } from './place.ts';
import { connectPostgres } from './postgres.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { connectSqlite } from './sqlite-file.ts';
import { StoreError } from './store-error.ts';

export type Cell = null | number | string | Uint8Array;

export type DatabaseName = 'server' | 'ledger';
export const DATABASES: readonly DatabaseName[] = ['server', 'ledger'];

export interface TableSnapshot {
  readonly database: DatabaseName;
  readonly table: string;
  readonly columns: readonly string[];
  /** In no particular order. */
  rows(): AsyncIterable<readonly Cell[]>;
}

export interface Snapshot {
  readonly migrations: { readonly [Name in DatabaseName]: string[] };
  /** The server's tables, then the ledger's. Referenced tables come before those that refer to them. */
  readonly tables: readonly TableSnapshot[];
}

const ROWS_AT_ONCE = 500;
const BOOKKEEPING = /^(schema_versions|schema_versions_lock|sqlite_.*)$/;

/**
 * A snapshot of both databases at one moment: each log entry has its opening, and each opening marked as integrated has its entry. In
 * PostgreSQL this holds at any moment because an entry is committed after its opening. With SQLite's two files, the server's database
 * accepts no write while both snapshots begin. Rejects with `StoreError` `unavailable`.
 */
export async function withSnapshot<T>(place: StorePlace, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  try {
    return await (place.postgres === undefined ? inSqlite(place.dataDir, use) : inPostgres(place.postgres, use));
  } catch (cause) {
    if (engineCodeOf(cause) === undefined) throw cause;
    throw new StoreError('unavailable', 'the database cannot be read', { cause });
  }
}

async function inSqlite<T>(dataDir: string, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const files = { server: join(dataDir, SERVER_FILE), ledger: join(dataDir, LEDGER_FILE) };
  for (const file of Object.values(files)) {
    if (!existsSync(file)) throw new StoreError('unavailable', 'there is no database to back up');
  }
  const writer = connectSqlite(files.server);
  const [server, ledger] = [
    connectSqlite(files.server, { readOnly: true }),
    connectSqlite(files.ledger, { readOnly: true }),
  ];
  try {
    const hold = await writer.transaction();
    await hold('feed')
      .where({ id: 1 })
      .update({ position: hold.ref('position') });
    const reads = { server: await server.transaction(), ledger: await ledger.transaction() };
    try {
      // SQLite's snapshot begins with the first read.
      for (const read of Object.values(reads)) await read('schema_versions').first('id');
    } finally {
      await hold.rollback();
    }
    const sources = DATABASES.map((name) => new SqliteSource(name, reads[name]));
    try {
      return await use(await snapshotOf(sources));
    } finally {
      // Closing a pool waits for connections with a running transaction.
      for (const read of Object.values(reads)) await read.rollback();
    }
  } finally {
    for (const one of [writer, server, ledger]) await one.destroy();
  }
}

async function inPostgres<T>(address: PostgresAddress, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const database = connectPostgres(address, { connections: 1, readOnly: true });
  try {
    const read = await database.transaction({ isolationLevel: 'repeatable read', readOnly: true });
    const sources = DATABASES.map((name) => new PostgresSource(name, read));
    try {
      return await use(await snapshotOf(sources));
    } finally {
      await read.rollback();
    }
  } finally {
    await database.destroy();
  }
}

/** The queries that both engines implement. */
interface Source {
  readonly name: DatabaseName;
  applied(): Promise<string[]>;
  tables(): Promise<string[]>;
  columns(table: string): Promise<string[]>;
  /** The tables to which it refers. */
  references(table: string): Promise<string[]>;
  rows(table: string): AsyncIterable<Record<string, unknown>>;
}

async function snapshotOf(sources: readonly Source[]): Promise<Snapshot> {
  const tables: TableSnapshot[] = [];
  const migrations: Record<DatabaseName, string[]> = { server: [], ledger: [] };
  for (const source of sources) {
    migrations[source.name] = await source.applied();
    for (const table of await inOrder(source)) {
      const columns = await source.columns(table);
      tables.push({ database: source.name, table, columns, rows: () => cellsOf(source, table, columns) });
    }
  }
  return { migrations, tables };
}

async function inOrder(source: Source): Promise<string[]> {
  const waiting = new Map<string, string[]>();
  for (const table of await source.tables()) {
    if (!BOOKKEEPING.test(table)) waiting.set(table, await source.references(table));
  }
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter(([table, refers]) => refers.every((one) => one === table || !waiting.has(one)));
    if (free.length === 0) throw new StoreError('damaged', 'tables refer to each other in a cycle');
    for (const [table] of free) {
      ordered.push(table);
      waiting.delete(table);
    }
  }
  return ordered;
}

async function* cellsOf(source: Source, table: string, columns: readonly string[]): AsyncGenerator<readonly Cell[]> {
  for await (const row of source.rows(table)) yield columns.map((column) => cellOf(row[column]));
}

function cellOf(value: unknown): Cell {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new StoreError('damaged', 'a column holds a value that the other engine does not support');
}

class SqliteSource implements Source {
  readonly name: DatabaseName;
  readonly #read: Knex.Transaction;

  constructor(name: DatabaseName, read: Knex.Transaction) {
    this.name = name;
    this.#read = read;
  }

  applied(): Promise<string[]> {
    return this.#read('schema_versions').orderBy('id').pluck('name');
  }

  tables(): Promise<string[]> {
    return this.#read('sqlite_master').where({ type: 'table' }).orderBy('name').pluck('name');
  }

  async columns(table: string): Promise<string[]> {
    return Object.keys(await this.#read(table).columnInfo());
  }

  async references(table: string): Promise<string[]> {
    const rows: readonly { table: unknown }[] = await this.#read.raw('select "table" from pragma_foreign_key_list(?)', [
      table,
    ]);
    return rows.map((row) => textColumn(row.table));
  }

  /** Each table has SQLite's row numbers. knex's streams would read the whole table. */
  async *rows(table: string): AsyncGenerator<Record<string, unknown>> {
    for (let last: unknown = -1; last !== undefined; ) {
      const rows: readonly Record<string, unknown>[] = await this.#read(table)
        .select('*', { row_number_: 'rowid' })
        .where('rowid', '>', last as number)
        .orderBy('rowid')
        .limit(ROWS_AT_ONCE);
      yield* rows;
      last = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.['row_number_'];
    }
  }
}

class PostgresSource implements Source {
  readonly name: DatabaseName;
  readonly #read: Knex.Transaction;
  readonly #schema: string;

  constructor(name: DatabaseName, read: Knex.Transaction) {
    this.name = name;
    this.#read = read;
    this.#schema = name === 'server' ? 'public' : LEDGER_SCHEMA;
  }

  applied(): Promise<string[]> {
    return this.#read.withSchema(this.#schema).from('schema_versions').orderBy('id').pluck('name');
  }

  tables(): Promise<string[]> {
    return this.#read('information_schema.tables')
      .where({ table_schema: this.#schema, table_type: 'BASE TABLE' })
      .orderBy('table_name')
      .pluck('table_name');
  }

  columns(table: string): Promise<string[]> {
    return this.#read('information_schema.columns')
      .where({ table_schema: this.#schema, table_name: table })
      .orderBy('ordinal_position')
      .pluck('column_name');
  }

  references(table: string): Promise<string[]> {
    return this.#read('pg_catalog.pg_constraint as c')
      .join('pg_catalog.pg_class as here', 'here.oid', 'c.conrelid')
      .join('pg_catalog.pg_class as there', 'there.oid', 'c.confrelid')
      .join('pg_catalog.pg_namespace as n', 'n.oid', 'here.relnamespace')
      .where({ 'c.contype': 'f', 'n.nspname': this.#schema, 'here.relname': table })
      .pluck('there.relname');
  }

  async *rows(table: string): AsyncGenerator<Record<string, unknown>> {
    await this.#read.raw('declare backup_rows no scroll cursor for select * from ??.??', [this.#schema, table]);
    for (;;) {
      const { rows } = await this.#read.raw<{ rows: Record<string, unknown>[] }>(
        `fetch ${ROWS_AT_ONCE} from backup_rows`,
      );
      yield* rows;
      if (rows.length < ROWS_AT_ONCE) break;
    }
    await this.#read.raw('close backup_rows');
  }
}
