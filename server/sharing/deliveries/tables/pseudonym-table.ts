/**
 * The table of sealed pseudonyms until they are delivered. It has no lane, no time and no transaction, and the ledger has no entry of a row: an
 * entry would tell when the row came. Rows are read in the order of their bytes.
 */
import { bytesColumn, integerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import type { Period } from '../../projection/periods.ts';

/** The digest of an agreement's version, and a month. */
export interface PseudonymPlace {
  readonly agreement: string;
  readonly month: string;
}

export function placeOf(digest: string, { name }: Pick<Period, 'name'>): PseudonymPlace {
  return { agreement: digest, month: name };
}

/** Those that are there already change nothing: a message may come twice. */
export async function insertPseudonyms(
  transaction: Transaction,
  { agreement, month }: PseudonymPlace,
  sealed: readonly Uint8Array[],
): Promise<void> {
  const rows = sealed.map((one) => ({ agreement, month, sealed: Buffer.from(one) }));
  await transaction('sharing_pseudonyms').insert(rows).onConflict(['agreement', 'month', 'sealed']).ignore();
}

export async function countPseudonyms(database: Connection, { agreement, month }: PseudonymPlace): Promise<number> {
  const row: { there?: unknown } | undefined = await database('sharing_pseudonyms')
    .where({ agreement, month })
    .count({ there: '*' })
    .first();
  return integerColumn(row?.there);
}

export async function readPseudonyms(
  database: Connection,
  { agreement, month }: PseudonymPlace,
): Promise<readonly Uint8Array[]> {
  const rows: readonly { readonly sealed: unknown }[] = await database('sharing_pseudonyms')
    .where({ agreement, month })
    .orderBy('sealed')
    .select('sealed');
  return rows.map(({ sealed }) => bytesColumn(sealed));
}

export async function erasePseudonyms(transaction: Transaction, { agreement, month }: PseudonymPlace): Promise<void> {
  await transaction('sharing_pseudonyms').where({ agreement, month }).delete();
}

/** The places that have any pseudonyms. */
export async function pseudonymPlaces(database: Connection): Promise<PseudonymPlace[]> {
  return database('sharing_pseudonyms').distinct('agreement', 'month').orderBy(['agreement', 'month']);
}
