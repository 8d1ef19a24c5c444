/** The tables of deliveries and of their sealed files. */
import { bytesColumn, integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { SHARED_DATASETS } from '../../agreement/vocabulary.ts';
import { DELIVERY_KINDS, type DeliveryKind } from '../delivery-file.ts';
import { DELIVERY_REFUSALS } from '../vocabulary.ts';

export const deliveries = table({
  agreement: text,
  kind: word(DELIVERY_KINDS),
  dataset: word(SHARED_DATASETS),
  period: text,
  version: integer,
  agreementDigest: text,
  party: text,
  /** SHA-256 of the sealed file; `null`: refused. */
  digest: nullable(text),
  /** Digest of the delivery that is to be deleted. */
  about: nullable(text),
  bytes: integer,
  refusal: nullable(word(DELIVERY_REFUSALS)),
  madeAt: integer,
  /** Until when the partner must answer, and until when the file is kept without an answer. */
  answerUntil: nullable(integer),
  keepUntil: nullable(integer),
  answer: nullable(text),
  signature: nullable(text),
  answeredAt: nullable(integer),
  overdueAt: nullable(integer),
});

export type StoredDelivery = RecordOf<typeof deliveries>;
export type DeliveryKey = Pick<StoredDelivery, 'agreement' | 'kind' | 'dataset' | 'period'>;
export type NewDelivery = Omit<StoredDelivery, 'answer' | 'signature' | 'answeredAt' | 'overdueAt'>;

/** `false`, without a change, when there is one for this agreement, kind, dataset and period. */
export async function insertDelivery(
  transaction: Transaction,
  made: NewDelivery,
  file: Uint8Array | undefined,
): Promise<boolean> {
  const isNew = await insertRowIfNew(transaction, 'sharing_deliveries', { id: idOf(made), ...deliveries.row(made) });
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

export function findDelivery(database: Connection, digest: string): Promise<StoredDelivery | undefined> {
  return deliveries.one(database('sharing_deliveries').where({ digest }).first());
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
export function waitingDeliveries(database: Connection, party: string, limit: number): Promise<StoredDelivery[]> {
  return deliveries.all(
    database('sharing_deliveries')
      .where({ party })
      .whereNull('answered_at')
      .whereNull('refusal')
      .whereNotIn('digest', askedToDelete(database))
      .whereNotIn('digest', decidedToDelete(database))
      .orderBy([{ column: 'made_at' }, { column: 'digest' }])
      .limit(limit),
  );
}

/** All of one agreement, latest first. */
export function deliveriesOf(database: Connection, agreement: string): Promise<StoredDelivery[]> {
  return deliveries.all(
    database('sharing_deliveries')
      .where({ agreement })
      .orderBy([{ column: 'made_at', order: 'desc' }, { column: 'kind' }, { column: 'dataset' }]),
  );
}

/** Without an answer after the agreed days, and without an alarm yet. A file that was taken back, or whose time has expired, cannot have a receipt. */
export function newlyOverdue(database: Connection, nowMs: number): Promise<StoredDelivery[]> {
  return deliveries.all(
    database('sharing_deliveries')
      .whereNull('answered_at')
      .whereNull('overdue_at')
      .where('answer_until', '<=', nowMs)
      .whereNotIn('digest', askedToDelete(database))
      .whereNotIn('digest', decidedToDelete(database)),
  );
}

/** Whether the deletion of a delivery was asked for. */
export async function isDeletionAsked(database: Connection, digest: string): Promise<boolean> {
  const row: unknown = await database('sharing_deliveries').where({ kind: 'deletion', about: digest }).first('id');
  return row !== undefined;
}

/** Delivered counts whose time at the partner has expired. */
export function pastRetention(database: Connection, nowMs: number): Promise<StoredDelivery[]> {
  return deliveries.all(
    database('sharing_deliveries').where({ kind: 'counts' }).whereNull('refusal').where('keep_until', '<=', nowMs),
  );
}

/** Digests of the sealed files of counts that are kept beyond their time. */
export async function sealedBeyondTime(database: Connection, nowMs: number): Promise<string[]> {
  const digests: readonly unknown[] = await database('sharing_deliveries')
    .where({ kind: 'counts' })
    .where('keep_until', '<=', nowMs)
    .whereIn('digest', database('sharing_sealed').select('digest'))
    .pluck('digest');
  return digests.map(textColumn);
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
