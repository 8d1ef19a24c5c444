/** The table of attempts to publish lists: one row for each list that the attempt changes, or one without a list. */
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import {
  LIST_CHANGES,
  LIST_REFUSALS,
  type ListChange,
  type ListRefusal,
  PUBLICATION_OUTCOMES,
  type PublicationOutcome,
} from '../vocabulary.ts';

export interface ListAttempt {
  /** 16 random bytes in hex. */
  readonly id: string;
  readonly party: string;
  readonly agreement: string | null;
  readonly agreementVersion: number | null;
  readonly list: string | null;
  readonly change: ListChange | null;
  readonly metadataVersion: number | null;
  /** SHA-256, hex. */
  readonly metadataDigest: string;
  /** The version of the list; `null`: withdrawn, renewed or refused. */
  readonly base: number | null;
  readonly delta: number | null;
  readonly documents: number | null;
  readonly madeAt: number | null;
  readonly outcome: PublicationOutcome;
  readonly refusal: ListRefusal | null;
  readonly place: string | null;
  readonly at: number;
}

export async function insertAttempt(transaction: Transaction, attempt: ListAttempt): Promise<void> {
  const { agreementVersion, metadataVersion, metadataDigest, madeAt, ...rest } = attempt;
  await insertRow(transaction, 'sharing_list_publications', {
    ...rest,
    agreement_version: agreementVersion,
    metadata_version: metadataVersion,
    metadata_digest: metadataDigest,
    made_at: madeAt,
  });
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
export async function begunAttempts(database: Connection): Promise<ListAttempt[]> {
  const rows: readonly Row[] = await database('sharing_list_publications').where({ outcome: 'begun' });
  return rows.map(attemptOf);
}

/** The attempts of one partner, the latest first. */
export async function attemptsOf(database: Connection, party: string, limit: number): Promise<ListAttempt[]> {
  const rows: readonly Row[] = await database('sharing_list_publications')
    .where({ party })
    .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(attemptOf);
}

/** The latest publication of a list that came through. */
export async function lastPublished(
  database: Connection,
  party: string,
  list: string,
): Promise<ListAttempt | undefined> {
  const row: Row | undefined = await database('sharing_list_publications')
    .where({ party, list, outcome: 'published' })
    .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
    .first();
  return row === undefined ? undefined : attemptOf(row);
}

export async function hasAttemptsBefore(database: Connection, before: number): Promise<boolean> {
  return (await database('sharing_list_publications').where('at', '<', before).first('id')) !== undefined;
}

export async function eraseAttempts(transaction: Transaction, before: number): Promise<void> {
  await deleteRows(transaction, 'sharing_list_publications', (rows: ReturnType<Connection>) =>
    rows.where('at', '<', before),
  );
}

type Row = Record<string, unknown>;

function attemptOf(row: Row): ListAttempt {
  const change = nullableTextColumn(row['change']);
  const refusal = nullableTextColumn(row['refusal']);
  return {
    id: textColumn(row['id']),
    party: textColumn(row['party']),
    agreement: nullableTextColumn(row['agreement']),
    agreementVersion: nullableIntegerColumn(row['agreement_version']),
    list: nullableTextColumn(row['list']),
    change: change === null ? null : wordColumn(LIST_CHANGES, change),
    metadataVersion: nullableIntegerColumn(row['metadata_version']),
    metadataDigest: textColumn(row['metadata_digest']),
    base: nullableIntegerColumn(row['base']),
    delta: nullableIntegerColumn(row['delta']),
    documents: nullableIntegerColumn(row['documents']),
    madeAt: nullableIntegerColumn(row['made_at']),
    outcome: wordColumn(PUBLICATION_OUTCOMES, row['outcome']),
    refusal: refusal === null ? null : wordColumn(LIST_REFUSALS, refusal),
    place: nullableTextColumn(row['place']),
    at: integerColumn(row['at']),
  };
}
