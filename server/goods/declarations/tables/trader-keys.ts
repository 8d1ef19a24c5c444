import { z } from 'zod';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { TRADER_SCOPES } from '../api/vocabulary.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

const keys = table({
  /** SHA-256, hex. */
  digest: text,
  trader: text,
  scopes: json(z.array(z.enum(TRADER_SCOPES))),
  validUntil: integer,
  proposedBy: text,
  approvedBy: text,
  madeAt: integer,
  endedAt: nullable(integer),
});

/** The key of a trader's program. The key itself is known to the trader alone. */
export type StoredTraderKey = RecordOf<typeof keys>;

export async function insertTraderKey(transaction: Transaction, key: StoredTraderKey): Promise<void> {
  await insertRow(transaction, 'trader_keys', keys.row(key));
}

/** `false` when no such key is in use. */
export async function endTraderKey(transaction: Transaction, digest: string, at: number): Promise<boolean> {
  const inUse = (rows: ReturnType<Connection>) => rows.where({ digest }).whereNull('ended_at');
  return (await changeRows(transaction, 'trader_keys', inUse, { ended_at: at })) === 1;
}

/** Whether programs of this trader have, or had, a key, by two administrators or by a person of the trader. */
export async function hasTraderKey(database: Connection, trader: string): Promise<boolean> {
  if ((await database('trader_keys').where({ trader }).first('digest')) !== undefined) return true;
  const own: unknown = await database('trader_own_keys')
    .whereIn('person', database('trader_people').where({ trader }).select('id'))
    .first('digest');
  return own !== undefined;
}

export function findTraderKey(database: Connection, digest: string): Promise<StoredTraderKey | undefined> {
  return keys.one(findProven(database, 'trader_keys', digest));
}

/** Latest first. */
export function listTraderKeys(database: Connection, limit: number): Promise<StoredTraderKey[]> {
  return keys.all(
    database('trader_keys')
      .orderBy([
        { column: 'made_at', order: 'desc' },
        { column: 'digest', order: 'asc' },
      ])
      .limit(limit),
  );
}
