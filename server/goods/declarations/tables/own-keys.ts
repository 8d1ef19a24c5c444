import { z } from 'zod';
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeLeftOut, changeRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { TRADER_SCOPES, type TraderScope } from '../api/vocabulary.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

const scopesSchema = z.array(z.enum(TRADER_SCOPES));

/** A key that a person of a trader made for a program. The key itself never reaches the server before it is used. */
export interface StoredOwnKey {
  /** SHA-256, hex. */
  readonly digest: string;
  readonly person: string;
  /** Chosen by the person. */
  readonly name: string;
  readonly scopes: readonly TraderScope[];
  readonly madeAt: number;
  readonly validUntil: number;
  readonly usedAt: number | null;
  readonly endedAt: number | null;
}

/** `false` when this digest is known. */
export async function insertOwnKey(transaction: Transaction, key: StoredOwnKey): Promise<boolean> {
  return insertRowIfNew(transaction, 'trader_own_keys', {
    digest: key.digest,
    person: key.person,
    name: key.name,
    scopes: JSON.stringify(key.scopes),
    made_at: key.madeAt,
    valid_until: key.validUntil,
    used_at: key.usedAt,
    ended_at: key.endedAt,
  });
}

export async function findOwnKey(database: Connection, digest: string): Promise<StoredOwnKey | undefined> {
  const row = await findProven<Record<string, unknown>>(database, 'trader_own_keys', digest);
  return row === undefined ? undefined : keyOf(row);
}

/** The keys of a person that have not ended and are valid, latest first. */
export async function listOwnKeys(database: Connection, person: string, now: number): Promise<StoredOwnKey[]> {
  const rows: readonly Record<string, unknown>[] = await database('trader_own_keys')
    .where({ person })
    .whereNull('ended_at')
    .where('valid_until', '>', now)
    .orderBy([
      { column: 'made_at', order: 'desc' },
      { column: 'digest', order: 'asc' },
    ]);
  return rows.map(keyOf);
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

function keyOf(row: Readonly<Record<string, unknown>>): StoredOwnKey {
  return {
    digest: textColumn(row['digest']),
    person: textColumn(row['person']),
    name: textColumn(row['name']),
    scopes: scopesSchema.parse(jsonColumn(row['scopes'])),
    madeAt: integerColumn(row['made_at']),
    validUntil: integerColumn(row['valid_until']),
    usedAt: nullableIntegerColumn(row['used_at']),
    endedAt: nullableIntegerColumn(row['ended_at']),
  };
}
