import { existsSync } from 'node:fs';
import type { Connection } from '../../../platform/database/connection.ts';
import { bytesColumn, integerColumn } from '../../../platform/database/column.ts';
import { migrate, WITNESS_MIGRATIONS } from '../../../platform/database/migrate.ts';
import { connectSqlite } from '../../../platform/database/sqlite-file.ts';
import { StoreError } from '../../../platform/database/store-error.ts';

export interface SeenHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export interface WitnessState {
  find(origin: string): Promise<SeenHead | undefined>;
  /** Returns `false` without a change if the last head is no longer `from` (`undefined`: no head yet). Durable when it resolves. */
  move(origin: string, from: SeenHead | undefined, to: SeenHead): Promise<boolean>;
  close(): Promise<void>;
}

export function hasWitnessState(file: string): boolean {
  return existsSync(file);
}

/** Opens the file. It must exist, unless `create` is set. Throws `StoreError`: `unavailable`, `newer-schema`. */
export async function openWitnessState(file: string, { create = false } = {}): Promise<WitnessState> {
  if (!create && !hasWitnessState(file)) throw new StoreError('unavailable', "the witness's state is missing");
  const database = connectSqlite(file);
  try {
    await migrate(database, WITNESS_MIGRATIONS);
  } catch (cause) {
    await database.destroy();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError('unavailable', "the witness's state cannot be opened", { cause });
  }
  return {
    find: (origin) => find(database, origin),
    move: (origin, from, to) => move(database, origin, from, to),
    close: () => database.destroy(),
  };
}

async function find(database: Connection, origin: string): Promise<SeenHead | undefined> {
  const row: Record<'size' | 'root', unknown> | undefined = await database('seen').where({ origin }).first();
  return row === undefined ? undefined : { size: integerColumn(row.size), root: bytesColumn(row.root) };
}

/** One statement, so that only one of two concurrent requests moves the head. */
async function move(database: Connection, origin: string, from: SeenHead | undefined, to: SeenHead): Promise<boolean> {
  const next = { size: to.size, root: Buffer.from(to.root) };
  if (from === undefined) {
    const rows: readonly unknown[] = await database('seen')
      .insert({ origin, ...next })
      .onConflict('origin')
      .ignore()
      .returning('origin');
    return rows.length === 1;
  }
  const held = { origin, size: from.size, root: Buffer.from(from.root) };
  return (await database('seen').where(held).update(next)) === 1;
}
