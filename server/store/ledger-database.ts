import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from './connection.ts';
import { LEDGER_MIGRATIONS, migrate } from './migrate.ts';
import { connectSqlite } from './sqlite-file.ts';
import { StoreError } from './store-error.ts';

export interface LedgerDatabase {
  /** One connection: a transaction on it is the only writer of this process. */
  readonly writer: Connection;
  /** Reads what is committed, beside a transaction. */
  readonly reader: Connection;
  close(): Promise<void>;
}

const READERS = 2;

export const LEDGER_FILE = 'postern-ledger.sqlite';

/** Whether there is a ledger's file. */
export function hasLedgerDatabase(file: string): boolean {
  return existsSync(file);
}

/**
 * Opens the ledger's file, which must exist: a lost log is never replaced by an empty one. `create` makes it. Throws
 * `StoreError`: `unavailable`, `newer-schema`.
 */
export async function openLedgerDatabase(file: string, { create = false } = {}): Promise<LedgerDatabase> {
  if (!create && !hasLedgerDatabase(file)) throw new StoreError('unavailable', "the ledger's file is missing");
  const opened: Connection[] = [];
  try {
    if (create) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const writer = connectSqlite(file);
    opened.push(writer);
    await migrate(writer, LEDGER_MIGRATIONS);
    const reader = connectSqlite(file, { connections: READERS, readOnly: true });
    opened.push(reader);
    const close = async () => {
      await reader.destroy();
      await writer.destroy();
    };
    return { writer, reader, close };
  } catch (cause) {
    for (const one of opened) await one.destroy();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError('unavailable', "the ledger's file cannot be opened", { cause });
  }
}

export type LedgerReader = Pick<LedgerDatabase, 'reader' | 'close'>;

/**
 * Opens the ledger's file beside a server that writes it: nothing here writes or checkpoints. Throws `StoreError`
 * `unavailable` when it is missing.
 */
export function openLedgerReader(file: string): LedgerReader {
  if (!hasLedgerDatabase(file)) throw new StoreError('unavailable', "the ledger's file is missing");
  const reader = connectSqlite(file, { readOnly: true });
  return { reader, close: () => reader.destroy() };
}
