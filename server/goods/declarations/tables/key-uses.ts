/** From which networks traders' programs used their keys: one row for each key, network and day. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { deleteRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

interface KeyUse {
  /** Digest of the key. */
  readonly key: string;
  /** Keyed digest. */
  readonly network: string;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly trader: string;
  /** When it was used first. */
  readonly at: number;
}

export async function insertKeyUse(transaction: Transaction, use: KeyUse): Promise<void> {
  const { key, network, day } = use;
  await insertRowIfNew(transaction, 'trader_key_uses', { ...use, id: `${key}:${network}:${day}` });
}

export async function deleteOldKeyUses(transaction: Transaction, before: number): Promise<void> {
  await deleteRows(transaction, 'trader_key_uses', (rows: ReturnType<Connection>) => rows.where('at', '<', before));
}
