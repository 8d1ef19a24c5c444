import { SOURCE_FAULTS } from '../../contract/watchlist-source.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, knownWord, named, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { LOOK_UP_RESULTS } from './answers.ts';

const lookUps = table({
  /** The id of the request, which the audit of the authority has too. */
  id: text,
  referralId: text,
  list: text,
  by: named('asked_by', text),
  at: named('asked_at', integer),
  grant: named('grant_digest', text),
  result: word(LOOK_UP_RESULTS),
  why: knownWord(SOURCE_FAULTS),
});

/** A look-up at the source. It has no column for a document. */
export type StoredLookUp = RecordOf<typeof lookUps>;

export async function insertLookUp(transaction: Transaction, lookUp: StoredLookUp): Promise<void> {
  await insertRow(transaction, 'watchlist_look_ups', lookUps.row(lookUp));
}

/** Oldest first. */
export function lookUpsOf(database: Connection, referralId: string): Promise<StoredLookUp[]> {
  return lookUps.all(database('watchlist_look_ups').where({ referral_id: referralId }).orderBy(['asked_at', 'id']));
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
