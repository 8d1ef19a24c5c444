/** From which networks people of traders signed in to the portal, once for each person, network and day, and added passkeys. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { deleteRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

const DAY_MS = 86_400_000;

interface PortalUse {
  readonly what: 'signed-in' | 'passkey-added';
  /** Digest of the person's invitation code. */
  readonly person: string;
  readonly trader: string;
  /** Keyed digest. */
  readonly network: string;
  readonly at: number;
}

export async function insertPortalUse(transaction: Transaction, use: PortalUse): Promise<void> {
  const { what, person, network, at } = use;
  const when = what === 'signed-in' ? Math.floor(at / DAY_MS) : at;
  await insertRowIfNew(transaction, 'trader_portal_uses', { ...use, id: `${what}:${person}:${network}:${when}` });
}

export async function deleteOldPortalUses(transaction: Transaction, before: number): Promise<void> {
  await deleteRows(transaction, 'trader_portal_uses', (rows: ReturnType<Connection>) => rows.where('at', '<', before));
}
