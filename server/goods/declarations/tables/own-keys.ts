import { z } from 'zod';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeLeftOut, changeRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { TRADER_SCOPES } from '../api/vocabulary.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

const keys = table({
  /** SHA-256, hex. */
  digest: text,
  person: text,
  /** Chosen by the person. */
  name: text,
  scopes: json(z.array(z.enum(TRADER_SCOPES))),
  madeAt: integer,
  validUntil: integer,
  usedAt: nullable(integer),
  endedAt: nullable(integer),
});

/** A key that a person of a trader made for a program. The key itself never reaches the server before it is used. */
export type StoredOwnKey = RecordOf<typeof keys>;

/** `false` when this digest is known. */
export async function insertOwnKey(transaction: Transaction, key: StoredOwnKey): Promise<boolean> {
  return insertRowIfNew(transaction, 'trader_own_keys', keys.row(key));
}

export function findOwnKey(database: Connection, digest: string): Promise<StoredOwnKey | undefined> {
  return keys.one(findProven(database, 'trader_own_keys', digest));
}

/** The keys of a person that have not ended and are valid, latest first. */
export function listOwnKeys(database: Connection, person: string, now: number): Promise<StoredOwnKey[]> {
  return keys.all(
    database('trader_own_keys')
      .where({ person })
      .whereNull('ended_at')
      .where('valid_until', '>', now)
      .orderBy([
        { column: 'made_at', order: 'desc' },
        { column: 'digest', order: 'asc' },
      ]),
  );
}

export async function markOwnKeyUsed(transaction: Transaction, digest: string, at: number): Promise<void> {
  await changeLeftOut(transaction, 'trader_own_keys', { digest }, { used_at: at });
}

/** `false` when the person has no such key in use. */
export async function endOwnKey(
  transaction: Transaction,
  { person, digest, at }: { readonly person: string; readonly digest: string; readonly at: number },
): Promise<boolean> {
  const inUse = (rows: ReturnType<Connection>) => rows.where({ person, digest }).whereNull('ended_at');
  return (await changeRows(transaction, 'trader_own_keys', inUse, { ended_at: at })) === 1;
}

/** With the access of their person. */
export async function endOwnKeysOf(transaction: Transaction, person: string, at: number): Promise<void> {
  const inUse = (rows: ReturnType<Connection>) => rows.where({ person }).whereNull('ended_at');
  await changeRows(transaction, 'trader_own_keys', inUse, { ended_at: at });
}
