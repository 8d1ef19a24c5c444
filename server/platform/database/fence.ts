/**
 * Keeps a displaced server from writing. Each server that begins to work counts a number up and writes only while this number is its own, so
 * an earlier server writes nothing more, whether it has noticed or not. Only PostgreSQL needs it.
 */
import type { Connection, Transaction } from './connection.ts';
import { integerColumn } from './column.ts';
import { StoreError } from './store-error.ts';

/** The right of a server to write. */
export interface Fence {
  readonly number: number;
  /** Resolves to `true` once this server has the lock, which is at once unless the lock was lost; to `false` when it must not write again. */
  mayWrite(): Promise<boolean>;
  /** Call when another number was found: this server ends. */
  yield(): void;
}

/** The number of this server from now on. Call with the lock. Writes of an earlier server have ended when it resolves. */
export async function takeFence(database: Connection): Promise<number> {
  const rows: readonly { fence: unknown }[] = await database('feed')
    .where({ id: 1 })
    .increment('fence', 1)
    .returning('fence');
  return integerColumn(rows[0]?.fence);
}

/**
 * Takes the row that all writes of the queue take first. SQLite begins a transaction as a reader and cannot upgrade one that has read an old
 * state; a first write waits for the lock instead. On PostgreSQL the row lock does the same. Throws `StoreError` `closed` in a server that was
 * displaced.
 */
export async function beginWrite(transaction: Transaction, fence: Fence | undefined): Promise<void> {
  const begun: number = await transaction('feed')
    .where({ id: 1, ...(fence !== undefined && { fence: fence.number }) })
    .update({ position: transaction.ref('position') });
  if (fence !== undefined && begun !== 1) throw new StoreError('closed', 'another server works on this database');
}

export async function readFence(database: Connection): Promise<number> {
  const row: { fence: unknown } | undefined = await database('feed').where({ id: 1 }).first('fence');
  return integerColumn(row?.fence);
}

/** Whether the number is still this one. From a transaction of the ledger's schema, which has taken the head's row. */
export async function isFence(transaction: Transaction, { number }: Fence): Promise<boolean> {
  const row: { fence: unknown } | undefined = await transaction('feed')
    .withSchema('public')
    .where({ id: 1 })
    .first('fence');
  return integerColumn(row?.fence) === number;
}
