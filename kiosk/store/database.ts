/**
 * The kiosk's only door to SQLite. Committed means on the disk: write-ahead log, `synchronous=FULL`, one connection, and
 * deleted rows are overwritten.
 */
import knex, { type Knex } from 'knex';

export type Database = Knex;
export type SchemaTransaction = Knex.Transaction;

/** Opens or creates `file` and brings its schema up with `createSchema`, in one transaction. */
export async function openDatabase(
  file: string,
  createSchema: (tx: SchemaTransaction) => Promise<void>,
): Promise<Database> {
  const db = knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  try {
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
      'busy_timeout = 5000',
      'secure_delete = ON',
      'temp_store = MEMORY',
    ]) {
      await db.raw(`PRAGMA ${pragma}`);
    }
    await db.transaction(createSchema);
    return db;
  } catch (cause) {
    await db.destroy();
    throw new Error(`cannot open the database ${file}`, { cause });
  }
}

/** Copies the write-ahead log into the database and empties it, so that overwritten rows linger in neither. */
export async function truncateLog(db: Database): Promise<void> {
  await db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
}
