/** Loads the rows of a backup into empty databases. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { engineOf, type Connection } from './connection.ts';
import { connectDatabase, SERVER_FILE } from './database.ts';
import { connectLedger, hasLedgerDatabase, LEDGER_SCHEMA } from './ledger-database.ts';
import { LEDGER_MIGRATIONS, migrate, MIGRATIONS } from './migrate.ts';
import type { StorePlace } from './place.ts';
import type { Cell, DatabaseName } from './snapshot.ts';
import { StoreError } from './store-error.ts';

export interface Load {
  /** The following rows belong to this table. */
  table(name: string, columns: readonly string[]): Promise<void>;
  row(cells: readonly Cell[]): Promise<void>;
  /** Commits. */
  finish(): Promise<void>;
  /** Rolls back. */
  abort(): Promise<void>;
}

const KNOWN = { server: MIGRATIONS, ledger: LEDGER_MIGRATIONS } as const;
/** SQLite takes at most 32,766 values in a statement. */
const VALUES_IN_STATEMENT = 20_000;
const ROWS_IN_STATEMENT = 500;

/** Whether the place has no data. Rejects with `StoreError` `unavailable`. */
export async function isEmpty(place: StorePlace): Promise<boolean> {
  if (await hasLedgerDatabase(place)) return false;
  if (place.postgres === undefined) return !existsSync(join(place.dataDir, SERVER_FILE));
  const database = connectDatabase(place);
  try {
    return !(await database.schema.hasTable('schema_versions'));
  } finally {
    await database.destroy();
  }
}

/**
 * Makes the schema after `migrations` and loads rows, in one transaction. Rejects with `StoreError`: `newer-schema`, and `damaged` for a
 * table or column that the schema does not have.
 */
export async function beginLoad(
  place: StorePlace,
  database: DatabaseName,
  migrations: readonly string[],
): Promise<Load> {
  const wanted = KNOWN[database].filter(({ name }) => migrations.includes(name));
  if (wanted.length !== migrations.length) {
    throw new StoreError('newer-schema', 'the backup was made by a newer version of this program');
  }
  const connection = database === 'server' ? connectDatabase(place) : connectLedger(place, { connections: 1 });
  try {
    const transaction = await connection.transaction();
    try {
      if (engineOf(connection) === 'sqlite') await transaction.raw('PRAGMA defer_foreign_keys=ON');
      else if (database === 'ledger') await transaction.schema.createSchemaIfNotExists(LEDGER_SCHEMA);
      await migrate(transaction, wanted);
    } catch (error) {
      // An open transaction keeps its connection, and the pool would wait for it without end. SQLite may have rolled back by itself.
      await transaction.rollback().catch(() => undefined);
      throw error;
    }
    return new TransactionLoad(connection, transaction);
  } catch (error) {
    await connection.destroy();
    throw error;
  }
}

class TransactionLoad implements Load {
  readonly #connection: Connection;
  readonly #transaction: Knex.Transaction;
  #table = '';
  #columns: readonly string[] = [];
  #rows: Record<string, unknown>[] = [];

  constructor(connection: Connection, transaction: Knex.Transaction) {
    this.#connection = connection;
    this.#transaction = transaction;
  }

  async table(name: string, columns: readonly string[]): Promise<void> {
    await this.#endTable();
    const known = Object.keys(await this.#transaction(name).columnInfo());
    if (known.length !== columns.length || !known.every((column) => columns.includes(column))) {
      throw new StoreError('damaged', 'the backup has a table that is not in this schema');
    }
    this.#table = name;
    this.#columns = columns;
    // The backup also contains the rows that a migration inserts.
    await this.#transaction(name).delete();
  }

  async row(cells: readonly Cell[]): Promise<void> {
    if (cells.length !== this.#columns.length)
      throw new StoreError('damaged', 'a row of the backup does not fit its table');
    const values = cells.map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell) : cell));
    this.#rows.push(Object.fromEntries(this.#columns.map((column, at) => [column, values[at]])));
    if (this.#rows.length >= Math.min(ROWS_IN_STATEMENT, VALUES_IN_STATEMENT / this.#columns.length))
      await this.#write();
  }

  async finish(): Promise<void> {
    await this.#endTable();
    await this.#transaction.commit();
    await this.#connection.destroy();
  }

  async abort(): Promise<void> {
    await this.#transaction.rollback();
    await this.#connection.destroy();
  }

  async #endTable(): Promise<void> {
    await this.#write();
    if (this.#table === '' || engineOf(this.#connection) === 'sqlite') return;
    for (const column of this.#columns) await this.#countOn(column);
  }

  /** PostgreSQL continues from a sequence's own value, not from the highest number in the column. */
  async #countOn(column: string): Promise<void> {
    const { rows } = await this.#transaction.raw<{ rows: { name: string | null }[] }>(
      'select pg_get_serial_sequence(?, ?) as name',
      [this.#table, column],
    );
    const sequence = rows[0]?.name;
    if (sequence === null || sequence === undefined) return;
    await this.#transaction.raw('select setval(?, (select coalesce(max(??), 0) + 1 from ??), false)', [
      sequence,
      column,
      this.#table,
    ]);
  }

  async #write(): Promise<void> {
    const rows = this.#rows.splice(0);
    if (rows.length > 0) await this.#transaction(this.#table).insert(rows);
  }
}
