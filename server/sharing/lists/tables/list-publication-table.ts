/** The table of attempts to publish lists: one row for each list that the attempt changes, or one without a list. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { LIST_CHANGES, LIST_REFUSALS, PUBLICATION_OUTCOMES, type PublicationOutcome } from '../vocabulary.ts';

const attempts = table({
  /** 16 random bytes in hex. */
  id: text,
  party: text,
  agreement: nullable(text),
  agreementVersion: nullable(integer),
  list: nullable(text),
  change: nullable(word(LIST_CHANGES)),
  metadataVersion: nullable(integer),
  /** SHA-256, hex. */
  metadataDigest: text,
  /** The version of the list; `null`: withdrawn, renewed or refused. */
  base: nullable(integer),
  delta: nullable(integer),
  documents: nullable(integer),
  madeAt: nullable(integer),
  outcome: word(PUBLICATION_OUTCOMES),
  refusal: nullable(word(LIST_REFUSALS)),
  place: nullable(text),
  at: integer,
});

export type ListAttempt = RecordOf<typeof attempts>;

export async function insertAttempt(transaction: Transaction, attempt: ListAttempt): Promise<void> {
  await insertRow(transaction, 'sharing_list_publications', attempts.row(attempt));
}

export async function endAttempt(
  transaction: Transaction,
  { metadataDigest }: Pick<ListAttempt, 'metadataDigest'>,
  outcome: Exclude<PublicationOutcome, 'begun'>,
): Promise<void> {
  const begun = (rows: ReturnType<Connection>) =>
    rows.where({ metadata_digest: metadataDigest, outcome: 'begun' satisfies PublicationOutcome });
  await changeRows(transaction, 'sharing_list_publications', begun, { outcome });
}

/** Attempts that have begun: whether they were published is not known yet. */
export function begunAttempts(database: Connection): Promise<ListAttempt[]> {
  return attempts.all(database('sharing_list_publications').where({ outcome: 'begun' }));
}

/** The attempts of one partner, the latest first. */
export function attemptsOf(database: Connection, party: string, limit: number): Promise<ListAttempt[]> {
  return attempts.all(
    database('sharing_list_publications')
      .where({ party })
      .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
}

/** The latest publication of a list that came through. */
export function lastPublished(database: Connection, party: string, list: string): Promise<ListAttempt | undefined> {
  return attempts.one(
    database('sharing_list_publications')
      .where({ party, list, outcome: 'published' })
      .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
      .first(),
  );
}

export async function hasAttemptsBefore(database: Connection, before: number): Promise<boolean> {
  return (await database('sharing_list_publications').where('at', '<', before).first('id')) !== undefined;
}

export async function eraseAttempts(transaction: Transaction, before: number): Promise<void> {
  await deleteRows(transaction, 'sharing_list_publications', (rows: ReturnType<Connection>) =>
    rows.where('at', '<', before),
  );
}
