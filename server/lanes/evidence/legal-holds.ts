import { HOLD_REASONS } from '../../contract/order-vocabulary.ts';
import { type KioskId, kioskIdSchema, transactionIdSchema } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

const holds = table({
  id: text,
  /** The place of the lane, from `kiosks`. */
  site: text,
  lane: text,
  kioskId: checked(kioskIdSchema),
  transactionId: checked(transactionIdSchema),
  reason: word(HOLD_REASONS),
  until: integer,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
  orderDigest: text,
  releaseDigest: nullable(text),
  releasedBy: nullable(text),
  releasedAt: nullable(integer),
});

export type PlacedHold = RecordOf<typeof holds>;
export type StoredHold = Omit<PlacedHold, 'site' | 'lane'>;

export async function insertHold(transaction: Transaction, hold: StoredHold): Promise<void> {
  await insertRow(transaction, 'legal_holds', holds.row(hold));
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

export function findHold(database: Connection, id: string): Promise<PlacedHold | undefined> {
  return holds.one(holdQuery(database).where('legal_holds.id', id).first());
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
export function listHolds(database: Connection, limit: number): Promise<PlacedHold[]> {
  return holds.all(holdQuery(database).orderBy('legal_holds.approved_at', 'desc').limit(limit));
}

function holdQuery(database: Connection) {
  return database('legal_holds')
    .join('kiosks', 'kiosks.id', 'legal_holds.kiosk_id')
    .select('legal_holds.*', 'kiosks.site', 'kiosks.lane');
}
