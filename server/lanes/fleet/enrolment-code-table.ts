import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { bytes, checked, integer, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

const codes = table({
  /** SHA-256 in lower-case hex. */
  digest: text,
  kioskId: checked(kioskIdSchema),
  site: text,
  lane: text,
  evidenceUrl: nullable(text),
  madeAt: integer,
  /** The person who made it. */
  madeBy: checked(personIdSchema),
  expiresAt: integer,
  usedAt: nullable(integer),
  /** The signing key of the kiosk that used it, 32 bytes; `null` while unused. */
  usedBy: nullable(bytes),
  withdrawnAt: nullable(integer),
});

/** A one-time code as stored. */
export type EnrolmentCode = RecordOf<typeof codes>;

export type NewEnrolmentCode = Omit<EnrolmentCode, 'usedAt' | 'usedBy' | 'withdrawnAt'>;

export async function insertEnrolmentCode(transaction: Transaction, code: NewEnrolmentCode): Promise<void> {
  await insertRow(transaction, 'kiosk_codes', codes.row(code));
}

export function findEnrolmentCode(database: Connection, digest: string): Promise<EnrolmentCode | undefined> {
  return codes.one(findProven(database, 'kiosk_codes', digest));
}

/** Whether this call used up the code. */
export async function useEnrolmentCode(
  transaction: Transaction,
  digest: string,
  publicKey: Uint8Array,
  at: number,
): Promise<boolean> {
  const used: number = await changeRows(
    transaction,
    'kiosk_codes',
    (rows) => rows.where({ digest }).whereNull('used_at').whereNull('withdrawn_at'),
    { used_at: at, used_by: Buffer.from(publicKey) },
  );
  return used === 1;
}

/** Withdraws the open codes of a kiosk. Resolves to their number. */
export async function withdrawEnrolmentCodes(transaction: Transaction, kioskId: KioskId, at: number): Promise<number> {
  return changeRows(
    transaction,
    'kiosk_codes',
    (rows) => rows.where({ kiosk_id: kioskId }).whereNull('used_at').whereNull('withdrawn_at'),
    { withdrawn_at: at },
  );
}

/** Codes that are still valid, earliest expiry first. */
export function listOpenCodes(database: Connection, at: number): Promise<EnrolmentCode[]> {
  return codes.all(
    database('kiosk_codes')
      .whereNull('used_at')
      .whereNull('withdrawn_at')
      .where('expires_at', '>', at)
      .orderBy('expires_at'),
  );
}
