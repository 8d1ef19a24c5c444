/** The table of lists that left the signed channel because their agreement was over. */
import { randomBytes } from 'node:crypto';
import { watchlistIdSchema, type WatchlistId } from '../../../contract/watchlist.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, integer, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

const withdrawals = table({
  list: checked(watchlistIdSchema),
  party: text,
  /** Under which the list came. */
  agreement: text,
  withdrawnAt: integer,
});

export type StoredWithdrawal = RecordOf<typeof withdrawals>;

export async function insertWithdrawal(transaction: Transaction, withdrawal: StoredWithdrawal): Promise<void> {
  const id = randomBytes(16).toString('hex');
  await insertRow(transaction, 'sharing_list_withdrawals', { id, ...withdrawals.row(withdrawal) });
}

/** An agreement takes the list again. */
export async function liftWithdrawal(transaction: Transaction, list: WatchlistId, at: number): Promise<void> {
  const open = (rows: ReturnType<Connection>) => rows.where({ list }).whereNull('lifted_at');
  await changeRows(transaction, 'sharing_list_withdrawals', open, { lifted_at: at });
}

/** Those in force, by their lists. */
export async function openWithdrawals(database: Connection): Promise<ReadonlyMap<string, StoredWithdrawal>> {
  const open = await withdrawals.all(database('sharing_list_withdrawals').whereNull('lifted_at').orderBy('list'));
  return new Map(open.map((withdrawal) => [withdrawal.list, withdrawal]));
}

export async function withdrawnLists(database: Connection): Promise<readonly WatchlistId[]> {
  return [...(await openWithdrawals(database)).values()].map(({ list }) => list);
}
