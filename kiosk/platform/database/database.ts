/**
 * The kiosk's only access to SQLite. Committed means on the disk: write-ahead log, `synchronous=FULL`, one connection, and
 * deleted rows are overwritten.
 */
import knex, { type Knex } from 'knex';
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { makeDatabasePrivate } from '../../../hardware/host/private-files.ts';

export type Database = Knex;
export type SchemaTransaction = Knex.Transaction;

/** Opens or creates `file` and brings its schema up with `createSchema`, in one transaction. */
export async function openDatabase(
  file: string,
  createSchema: (tx: SchemaTransaction) => Promise<void>,
): Promise<Database> {
  makeDatabasePrivate(file);
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

/**
 * Number of tries when another process reads the log, and the pause between them, ms; each try also waits for
 * `busy_timeout`.
 */
const TRIES = 2;
const BETWEEN_TRIES_MS = 100;

/**
 * Copies the write-ahead log into the database and empties it, so that overwritten rows remain in neither. Another process
 * that reads, e.g. `list`, delays this briefly. Rejects when that persists, because the log would keep erased data.
 */
export async function truncateLog(db: Database, clock: Clock = systemClock): Promise<void> {
  for (let tried = 0; tried < TRIES; tried++) {
    const [row] = await db.raw<{ readonly busy: number }[]>('PRAGMA wal_checkpoint(TRUNCATE)');
    if (row?.busy === 0) return;
    await pause(clock, BETWEEN_TRIES_MS);
  }
  throw new Error('the write-ahead log could not be emptied: another process reads the database');
}
