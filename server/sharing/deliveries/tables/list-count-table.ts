/**
 * The table of what lanes counted with partners' blind lists: one row for each lane, agreement and month. It has sums and no traveller. Rows
 * stay, so that a later sum, such as the sum of a supervisory authority with a seed, gives the same result.
 */
import { integerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
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

/** `false`, without a change, when the lane has sent its sums of this month. */
export async function insertListCounts(transaction: Transaction, one: NewListCounts): Promise<boolean> {
  return insertRowIfNew(transaction, 'sharing_list_counts', {
    agreement: one.agreement,
    month: one.month,
    kiosk_id: one.kioskId,
    compared: one.compared,
    found: one.found,
    missed: one.missed,
    signature: one.signature,
    received_at: one.receivedAt,
  });
}

export async function findListCounts(
  database: Connection,
  { agreement, month }: PseudonymPlace,
  kioskId: string,
): Promise<ListSums | undefined> {
  const row: Row | undefined = await database('sharing_list_counts')
    .where({ agreement, month, kiosk_id: kioskId })
    .first();
  return row === undefined ? undefined : sumsOf(row);
}

/** The sums of the lanes whose messages arrived before a time; of the server's own rows, not of those that someone wrote into its database. */
export async function sumListCounts(
  database: Connection,
  { agreement, month }: PseudonymPlace,
  arrivedBefore: number,
): Promise<ListSums & { readonly lanes: number }> {
  const rows: readonly Row[] = await database('sharing_list_counts')
    .where({ agreement, month })
    .where('received_at', '<', arrivedBefore)
    .orderBy('kiosk_id');
  const all = (await provenRows(database, 'sharing_list_counts', rows)).map(sumsOf);
  const sum = (name: keyof ListSums): number => all.reduce((total, one) => total + one[name], 0);
  return { compared: sum('compared'), found: sum('found'), missed: sum('missed'), lanes: all.length };
}

type Row = Record<string, unknown>;

function sumsOf(row: Row): ListSums {
  return {
    compared: integerColumn(row['compared']),
    found: integerColumn(row['found']),
    missed: integerColumn(row['missed']),
  };
}
