/**
 * The table of what lanes counted with partners' blind lists: one row for each lane, agreement and month. It has sums and no traveller. Rows
 * stay, so that a later sum, such as the sum of a supervisory authority with a seed, gives the same result.
 */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, table } from '../../../platform/database/table.ts';
import { insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import type { ListSums } from '../../../contract/list-counts.ts';
import type { PseudonymPlace } from './pseudonym-table.ts';
import { provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

export interface NewListCounts extends PseudonymPlace, ListSums {
  readonly kioskId: string;
  /** By the lane, base64url. */
  readonly signature: string;
  readonly receivedAt: number;
}

const sums = table<ListSums>({
  compared: integer,
  found: integer,
  missed: integer,
});

/** `false`, without a change, when the lane has sent its sums of this month. */
export async function insertListCounts(transaction: Transaction, one: NewListCounts): Promise<boolean> {
  return insertRowIfNew(transaction, 'sharing_list_counts', {
    ...sums.row(one),
    agreement: one.agreement,
    month: one.month,
    kiosk_id: one.kioskId,
    signature: one.signature,
    received_at: one.receivedAt,
  });
}

export function findListCounts(
  database: Connection,
  { agreement, month }: PseudonymPlace,
  kioskId: string,
): Promise<ListSums | undefined> {
  return sums.one(database('sharing_list_counts').where({ agreement, month, kiosk_id: kioskId }).first());
}

/** The sums of the lanes whose messages arrived before a time; of the server's own rows, not of those that someone wrote into its database. */
export async function sumListCounts(
  database: Connection,
  { agreement, month }: PseudonymPlace,
  arrivedBefore: number,
): Promise<ListSums & { readonly lanes: number }> {
  const rows = await database('sharing_list_counts')
    .where({ agreement, month })
    .where('received_at', '<', arrivedBefore)
    .orderBy('kiosk_id');
  const all = await sums.all(provenRows(database, 'sharing_list_counts', rows));
  const sum = (name: keyof ListSums): number => all.reduce((total, one) => total + one[name], 0);
  return { compared: sum('compared'), found: sum('found'), missed: sum('missed'), lanes: all.length };
}
