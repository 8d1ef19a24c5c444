/** The tables of deliveries and of their sealed files. */
import {
  bytesColumn,
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { SHARED_DATASETS, type SharedDataset } from '../../agreement/vocabulary.ts';
import { DELIVERY_KINDS, type DeliveryKind } from '../delivery-file.ts';
import { DELIVERY_REFUSALS, type DeliveryRefusal } from '../vocabulary.ts';

export interface DeliveryKey {
  readonly agreement: string;
  readonly kind: DeliveryKind;
  readonly dataset: SharedDataset;
  readonly period: string;
}

export interface StoredDelivery extends DeliveryKey {
  readonly version: number;
  readonly agreementDigest: string;
  readonly party: string;
  /** SHA-256 of the sealed file; `null`: refused. */
  readonly digest: string | null;
  /** Digest of the delivery that is to be deleted. */
  readonly about: string | null;
  readonly bytes: number;
  readonly refusal: DeliveryRefusal | null;
  readonly madeAt: number;
  /** Until when the partner must answer, and until when the file is kept without an answer. */
  readonly answerUntil: number | null;
  readonly keepUntil: number | null;
  readonly answer: string | null;
  readonly signature: string | null;
  readonly answeredAt: number | null;
  readonly overdueAt: number | null;
}

export type NewDelivery = Omit<StoredDelivery, 'answer' | 'signature' | 'answeredAt' | 'overdueAt'>;

/** `false`, without a change, when there is one for this agreement, kind, dataset and period. */
export async function insertDelivery(
  transaction: Transaction,
  made: NewDelivery,
  file: Uint8Array | undefined,
): Promise<boolean> {
  const isNew = await insertRowIfNew(transaction, 'sharing_deliveries', {
    id: idOf(made),
    agreement: made.agreement,
    kind: made.kind,
    dataset: made.dataset,
    period: made.period,
    version: made.version,
    agreement_digest: made.agreementDigest,
    party: made.party,
    digest: made.digest,
    about: made.about,
    bytes: made.bytes,
    refusal: made.refusal,
    made_at: made.madeAt,
    answer_until: made.answerUntil,
    keep_until: made.keepUntil,
    answer: null,
    signature: null,
    answered_at: null,
    overdue_at: null,
  });
  if (isNew && file !== undefined)
    await insertRow(transaction, 'sharing_sealed', { digest: made.digest, file: Buffer.from(file) });
  return isNew;
}

/** Stores the partner's answer and erases the sealed file. */
export async function closeDelivery(
  transaction: Transaction,
  delivery: StoredDelivery,
  closed: { readonly answer: string; readonly signature: string; readonly answeredAt: number },
): Promise<void> {
  const { answer, signature, answeredAt } = closed;
  await changeRows(
    transaction,
    'sharing_deliveries',
    { id: idOf(delivery) },
    {
      answer,
      signature,
      answered_at: answeredAt,
    },
  );
  if (delivery.digest !== null) await deleteRows(transaction, 'sharing_sealed', { digest: delivery.digest });
}

export async function markOverdue(transaction: Transaction, delivery: DeliveryKey, at: number): Promise<void> {
  await changeRows(transaction, 'sharing_deliveries', { id: idOf(delivery) }, { overdue_at: at });
}

export async function eraseSealed(transaction: Transaction, digest: string): Promise<void> {
  await deleteRows(transaction, 'sharing_sealed', { digest });
}

export async function findDelivery(database: Connection, digest: string): Promise<StoredDelivery | undefined> {
  const row: Row | undefined = await database('sharing_deliveries').where({ digest }).first();
  return row === undefined ? undefined : deliveryOf(row);
}

/** The names of those that there are, made or refused. */
export async function knownDeliveries(database: Connection, kind: DeliveryKind): Promise<ReadonlySet<string>> {
  const rows: readonly Record<'agreement' | 'dataset' | 'period', string>[] = await database('sharing_deliveries')
    .where({ kind })
    .select('agreement', 'dataset', 'period');
  return new Set(rows.map(({ agreement, dataset, period }) => `${agreement}/${dataset}/${period}`));
}

export function nameOf({ agreement, dataset, period }: Omit<DeliveryKey, 'kind'>): string {
  return `${agreement}/${dataset}/${period}`;
}

/** A sealed file; `undefined`: erased. */
export async function findSealed(database: Connection, digest: string): Promise<Uint8Array | undefined> {
  const row: { readonly file: unknown } | undefined = await database('sharing_sealed').where({ digest }).first('file');
  return row === undefined ? undefined : bytesColumn(row.file);
}

/** Those of a party that wait for its answer, oldest first. Counts that it must delete wait no longer: its statement answers for them. */
export async function waitingDeliveries(database: Connection, party: string, limit: number): Promise<StoredDelivery[]> {
  const rows: readonly Row[] = await database('sharing_deliveries')
    .where({ party })
    .whereNull('answered_at')
    .whereNull('refusal')
    .whereNotIn('digest', askedToDelete(database))
    .whereNotIn('digest', decidedToDelete(database))
    .orderBy([{ column: 'made_at' }, { column: 'digest' }])
    .limit(limit);
  return rows.map(deliveryOf);
}

/** All of one agreement, latest first. */
export async function deliveriesOf(database: Connection, agreement: string): Promise<StoredDelivery[]> {
  const rows: readonly Row[] = await database('sharing_deliveries')
    .where({ agreement })
    .orderBy([{ column: 'made_at', order: 'desc' }, { column: 'kind' }, { column: 'dataset' }]);
  return rows.map(deliveryOf);
}

/** Without an answer after the agreed days, and without an alarm yet. A file that was taken back, or whose time has expired, cannot have a receipt. */
export async function newlyOverdue(database: Connection, nowMs: number): Promise<StoredDelivery[]> {
  const rows: readonly Row[] = await database('sharing_deliveries')
    .whereNull('answered_at')
    .whereNull('overdue_at')
    .where('answer_until', '<=', nowMs)
    .whereNotIn('digest', askedToDelete(database))
    .whereNotIn('digest', decidedToDelete(database));
  return rows.map(deliveryOf);
}

/** Whether the deletion of a delivery was asked for. */
export async function isDeletionAsked(database: Connection, digest: string): Promise<boolean> {
  const row: unknown = await database('sharing_deliveries').where({ kind: 'deletion', about: digest }).first('id');
  return row !== undefined;
}

/** Delivered counts whose time at the partner has expired. */
export async function pastRetention(database: Connection, nowMs: number): Promise<StoredDelivery[]> {
  const rows: readonly Row[] = await database('sharing_deliveries')
    .where({ kind: 'counts' })
    .whereNull('refusal')
    .where('keep_until', '<=', nowMs);
  return rows.map(deliveryOf);
}

/** Digests of the sealed files of counts that are kept beyond their time. */
export async function sealedBeyondTime(database: Connection, nowMs: number): Promise<string[]> {
  const rows: readonly Row[] = await database('sharing_deliveries')
    .where({ kind: 'counts' })
    .where('keep_until', '<=', nowMs)
    .whereIn('digest', database('sharing_sealed').select('digest'))
    .select('digest');
  return rows.map((row) => textColumn(row['digest']));
}

/** Number of deliveries of an agreement since a time, without requests to delete. */
export async function countSince(database: Connection, agreement: string, since: number): Promise<number> {
  const row: { made?: unknown } | undefined = await database('sharing_deliveries')
    .where({ agreement, kind: 'counts' })
    .whereNull('refusal')
    .where('made_at', '>=', since)
    .count({ made: '*' })
    .first();
  return integerColumn(row?.made);
}

/** Digests of the deliveries whose deletion was asked for. */
function askedToDelete(database: Connection) {
  return database('sharing_deliveries').where({ kind: 'deletion' }).whereNotNull('about').select('about');
}

/** Digests of the deliveries whose deletion two people decided. */
function decidedToDelete(database: Connection) {
  return database('sharing_deletions').select('delivery');
}

function idOf({ agreement, kind, dataset, period }: DeliveryKey): string {
  return `${agreement}:${kind}:${dataset}:${period}`;
}

type Row = Record<string, unknown>;

export function deliveryOf(row: Row): StoredDelivery {
  const refusal = row['refusal'];
  return {
    agreement: textColumn(row['agreement']),
    kind: wordColumn(DELIVERY_KINDS, row['kind']),
    dataset: wordColumn(SHARED_DATASETS, row['dataset']),
    period: textColumn(row['period']),
    version: integerColumn(row['version']),
    agreementDigest: textColumn(row['agreement_digest']),
    party: textColumn(row['party']),
    digest: nullableTextColumn(row['digest']),
    about: nullableTextColumn(row['about']),
    bytes: integerColumn(row['bytes']),
    refusal: refusal === null ? null : wordColumn(DELIVERY_REFUSALS, refusal),
    madeAt: integerColumn(row['made_at']),
    answerUntil: nullableIntegerColumn(row['answer_until']),
    keepUntil: nullableIntegerColumn(row['keep_until']),
    answer: nullableTextColumn(row['answer']),
    signature: nullableTextColumn(row['signature']),
    answeredAt: nullableIntegerColumn(row['answered_at']),
    overdueAt: nullableIntegerColumn(row['overdue_at']),
  };
}

/** The kind of each of these deliveries, by digest. */
export async function kindsOf(
  database: Connection,
  digests: readonly string[],
): Promise<ReadonlyMap<string, DeliveryKind>> {
  const rows: readonly Record<string, unknown>[] = await database('sharing_deliveries')
    .whereIn('digest', [...new Set(digests)])
    .select('digest', 'kind');
  return new Map(rows.map((row) => [textColumn(row['digest']), wordColumn(DELIVERY_KINDS, row['kind'])]));
}
