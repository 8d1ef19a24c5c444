import { z } from 'zod';
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { type TraderScope, TRADER_SCOPES } from '../api/vocabulary.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

const scopesSchema = z.array(z.enum(TRADER_SCOPES));

/** The key of a trader's program. The key itself is known to the trader alone. */
export interface StoredTraderKey {
  /** SHA-256, hex. */
  readonly digest: string;
  readonly trader: string;
  readonly scopes: readonly TraderScope[];
  readonly validUntil: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly madeAt: number;
  readonly endedAt: number | null;
}

export async function insertTraderKey(transaction: Transaction, key: StoredTraderKey): Promise<void> {
  await insertRow(transaction, 'trader_keys', {
    digest: key.digest,
    trader: key.trader,
    scopes: JSON.stringify(key.scopes),
    valid_until: key.validUntil,
    proposed_by: key.proposedBy,
    approved_by: key.approvedBy,
    made_at: key.madeAt,
    ended_at: key.endedAt,
  });
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

export async function findTraderKey(database: Connection, digest: string): Promise<StoredTraderKey | undefined> {
  const row = await findProven<Record<string, unknown>>(database, 'trader_keys', digest);
  return row === undefined ? undefined : keyOf(row);
}

/** Latest first. */
export async function listTraderKeys(database: Connection, limit: number): Promise<StoredTraderKey[]> {
  const rows: readonly Record<string, unknown>[] = await database('trader_keys')
    .orderBy([
      { column: 'made_at', order: 'desc' },
      { column: 'digest', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(keyOf);
}

function keyOf(row: Readonly<Record<string, unknown>>): StoredTraderKey {
  return {
    digest: textColumn(row['digest']),
    trader: textColumn(row['trader']),
    scopes: scopesSchema.parse(jsonColumn(row['scopes'])),
    validUntil: integerColumn(row['valid_until']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    madeAt: integerColumn(row['made_at']),
    endedAt: nullableIntegerColumn(row['ended_at']),
  };
}
