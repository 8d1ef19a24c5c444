import { SOURCE_FAULTS, type SourceFault } from '../../contract/watchlist-source.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { LOOK_UP_RESULTS, type LookUpResult } from './answers.ts';

/** A look-up at the source. It has no column for a document. */
export interface StoredLookUp {
  /** The id of the request, which the audit of the authority has too. */
  readonly id: string;
  readonly referralId: string;
  readonly list: string;
  readonly by: string;
  readonly at: number;
  readonly grant: string;
  readonly result: LookUpResult;
  readonly why: SourceFault | null;
}

export async function insertLookUp(transaction: Transaction, lookUp: StoredLookUp): Promise<void> {
  await insertRow(transaction, 'watchlist_look_ups', {
    id: lookUp.id,
    referral_id: lookUp.referralId,
    list: lookUp.list,
    asked_by: lookUp.by,
    asked_at: lookUp.at,
    grant_digest: lookUp.grant,
    result: lookUp.result,
    why: lookUp.why,
  });
}

/** Oldest first. */
export async function lookUpsOf(database: Connection, referralId: string): Promise<StoredLookUp[]> {
  const rows: readonly Record<string, unknown>[] = await database('watchlist_look_ups')
    .where({ referral_id: referralId })
    .orderBy(['asked_at', 'id']);
  return rows.map((row) => ({
    id: textColumn(row['id']),
    referralId: textColumn(row['referral_id']),
    list: textColumn(row['list']),
    by: textColumn(row['asked_by']),
    at: integerColumn(row['asked_at']),
    grant: textColumn(row['grant_digest']),
    result: wordColumn(LOOK_UP_RESULTS, row['result']),
    why: SOURCE_FAULTS.find((fault) => fault === nullableTextColumn(row['why'])) ?? null,
  }));
}

/** Referrals with a hit of these lists since `since`, by the answer; a referral counts as confirmed if any answer confirmed it. */
export async function countHits(
  database: Connection,
  lists: readonly string[],
  since: number,
): Promise<{ readonly confirmed: number; readonly notConfirmed: number }> {
  const rows: readonly Record<'referral_id' | 'result', unknown>[] = await database('watchlist_look_ups')
    .whereIn('list', [...lists])
    .where('asked_at', '>=', since)
    .whereIn('result', ['confirmed', 'not-confirmed'])
    .distinct('referral_id', 'result');
  const confirmed = new Set(rows.filter(({ result }) => result === 'confirmed').map((row) => row.referral_id));
  const answered = new Set(rows.map((row) => row.referral_id));
  return { confirmed: confirmed.size, notConfirmed: answered.size - confirmed.size };
}

/** The digest of the officer's latest evidence grant for this traveller since a time. */
export async function latestGrant(
  database: Connection,
  officer: string,
  { kioskId, transactionId }: { readonly kioskId: string; readonly transactionId: string },
  since: number,
): Promise<string | undefined> {
  const row: { digest: unknown } | undefined = await database('grants')
    .where({ officer, kiosk_id: kioskId, transaction_id: transactionId })
    .where('issued_at', '>=', since)
    .orderBy('issued_at', 'desc')
    .first('digest');
  return row === undefined ? undefined : textColumn(row.digest);
}

/** Enters the answer of a look-up that was asked. */
export async function settleLookUp(
  transaction: Transaction,
  id: string,
  { result, why }: Pick<StoredLookUp, 'result' | 'why'>,
): Promise<void> {
  await changeRows(transaction, 'watchlist_look_ups', { id, result: 'asked' }, { result, why });
}
