/** The table of lists that left the signed channel because their agreement was over. */
import { randomBytes } from 'node:crypto';
import { watchlistIdSchema, type WatchlistId } from '../../../contract/watchlist.ts';
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

export interface StoredWithdrawal {
  readonly list: WatchlistId;
  readonly party: string;
  /** Under which the list came. */
  readonly agreement: string;
  readonly withdrawnAt: number;
}

export async function insertWithdrawal(
  transaction: Transaction,
  { withdrawnAt, ...about }: StoredWithdrawal,
): Promise<void> {
  const id = randomBytes(16).toString('hex');
  await insertRow(transaction, 'sharing_list_withdrawals', {
    id,
    ...about,
    withdrawn_at: withdrawnAt,
    lifted_at: null,
  });
}

/** An agreement takes the list again. */
export async function liftWithdrawal(transaction: Transaction, list: WatchlistId, at: number): Promise<void> {
  const open = (rows: ReturnType<Connection>) => rows.where({ list }).whereNull('lifted_at');
  await changeRows(transaction, 'sharing_list_withdrawals', open, { lifted_at: at });
}

/** Those in force, by their lists. */
export async function openWithdrawals(database: Connection): Promise<ReadonlyMap<string, StoredWithdrawal>> {
  const rows: readonly Record<string, unknown>[] = await database('sharing_list_withdrawals')
    .whereNull('lifted_at')
    .orderBy('list');
  return new Map(
    rows.map((row) => {
      const list = watchlistIdSchema.parse(textColumn(row['list']));
      const about = { party: textColumn(row['party']), agreement: textColumn(row['agreement']) };
      return [list, { list, ...about, withdrawnAt: integerColumn(row['withdrawn_at']) }];
    }),
  );
}

export async function withdrawnLists(database: Connection): Promise<readonly WatchlistId[]> {
  return [...(await openWithdrawals(database)).values()].map(({ list }) => list);
}
