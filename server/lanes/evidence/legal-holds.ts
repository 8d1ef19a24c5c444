import { HOLD_REASONS } from '../../contract/order-vocabulary.ts';
import { type KioskId, kioskIdSchema, type TransactionId, transactionIdSchema } from '../../contract/field.ts';
import type { HoldReason } from './answers/hold.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

export interface StoredHold {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly transactionId: TransactionId;
  readonly reason: HoldReason;
  readonly until: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
  readonly orderDigest: string;
  readonly releaseDigest: string | null;
  readonly releasedBy: string | null;
  readonly releasedAt: number | null;
}

export interface PlacedHold extends StoredHold {
  readonly site: string;
  readonly lane: string;
}

export async function insertHold(transaction: Transaction, hold: StoredHold): Promise<void> {
  await insertRow(transaction, 'legal_holds', {
    id: hold.id,
    kiosk_id: hold.kioskId,
    transaction_id: hold.transactionId,
    reason: hold.reason,
    until: hold.until,
    proposed_by: hold.proposedBy,
    approved_by: hold.approvedBy,
    approved_at: hold.approvedAt,
    order_digest: hold.orderDigest,
    release_digest: hold.releaseDigest,
    released_by: hold.releasedBy,
    released_at: hold.releasedAt,
  });
}

/** `false` when it was released already. */
export async function releaseHold(
  transaction: Transaction,
  id: string,
  { by, at, digest }: { readonly by: string; readonly at: number; readonly digest: string },
): Promise<boolean> {
  const changed = await changeRows(transaction, 'legal_holds', (rows) => rows.where({ id }).whereNull('released_at'), {
    released_by: by,
    released_at: at,
    release_digest: digest,
  });
  return changed === 1;
}

export async function findHold(database: Connection, id: string): Promise<PlacedHold | undefined> {
  const row: Record<string, unknown> | undefined = await holdQuery(database).where('legal_holds.id', id).first();
  return row === undefined ? undefined : holdOf(row);
}

/** Whether a lane has a hold that has not expired and was not released. */
export async function hasHoldInForce(database: Connection, kioskId: KioskId, now: number): Promise<boolean> {
  const row: unknown = await database('legal_holds')
    .where({ kiosk_id: kioskId })
    .whereNull('released_at')
    .where('until', '>', now)
    .first('id');
  return row !== undefined;
}

/** Latest first. */
export async function listHolds(database: Connection, limit: number): Promise<PlacedHold[]> {
  const rows: readonly Record<string, unknown>[] = await holdQuery(database)
    .orderBy('legal_holds.approved_at', 'desc')
    .limit(limit);
  return rows.map(holdOf);
}

function holdQuery(database: Connection) {
  return database('legal_holds')
    .join('kiosks', 'kiosks.id', 'legal_holds.kiosk_id')
    .select('legal_holds.*', 'kiosks.site', 'kiosks.lane');
}

function holdOf(row: Readonly<Record<string, unknown>>): PlacedHold {
  return {
    id: textColumn(row['id']),
    site: textColumn(row['site']),
    lane: textColumn(row['lane']),
    kioskId: kioskIdSchema.parse(row['kiosk_id']),
    transactionId: transactionIdSchema.parse(row['transaction_id']),
    reason: wordColumn(HOLD_REASONS, row['reason']),
    until: integerColumn(row['until']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    approvedAt: integerColumn(row['approved_at']),
    orderDigest: textColumn(row['order_digest']),
    releaseDigest: nullableTextColumn(row['release_digest']),
    releasedBy: nullableTextColumn(row['released_by']),
    releasedAt: nullableIntegerColumn(row['released_at']),
  };
}
