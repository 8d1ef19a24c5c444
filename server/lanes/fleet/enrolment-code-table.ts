import { type PersonId, personIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import {
  bytesColumn,
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

/** A one-time code as stored. */
export interface EnrolmentCode {
  /** SHA-256 in lower-case hex. */
  readonly digest: string;
  readonly kioskId: KioskId;
  readonly site: string;
  readonly lane: string;
  readonly evidenceUrl: string | null;
  readonly madeAt: number;
  /** The person who made it. */
  readonly madeBy: PersonId;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  /** The signing key of the kiosk that used it, 32 bytes; `null` while unused. */
  readonly usedBy: Uint8Array | null;
  readonly withdrawnAt: number | null;
}

export type NewEnrolmentCode = Omit<EnrolmentCode, 'usedAt' | 'usedBy' | 'withdrawnAt'>;

type CodeRow = Record<
  | 'digest'
  | 'kiosk_id'
  | 'site'
  | 'lane'
  | 'evidence_url'
  | 'made_at'
  | 'made_by'
  | 'expires_at'
  | 'used_at'
  | 'used_by'
  | 'withdrawn_at',
  unknown
>;

export async function insertEnrolmentCode(transaction: Transaction, code: NewEnrolmentCode): Promise<void> {
  await insertRow(transaction, 'kiosk_codes', {
    digest: code.digest,
    kiosk_id: code.kioskId,
    site: code.site,
    lane: code.lane,
    evidence_url: code.evidenceUrl,
    made_at: code.madeAt,
    made_by: code.madeBy,
    expires_at: code.expiresAt,
  });
}

export async function findEnrolmentCode(database: Connection, digest: string): Promise<EnrolmentCode | undefined> {
  const row = await findProven<CodeRow>(database, 'kiosk_codes', digest);
  return row === undefined ? undefined : codeOf(row);
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
export async function listOpenCodes(database: Connection, at: number): Promise<EnrolmentCode[]> {
  const rows: readonly CodeRow[] = await database('kiosk_codes')
    .whereNull('used_at')
    .whereNull('withdrawn_at')
    .where('expires_at', '>', at)
    .orderBy('expires_at');
  return rows.map(codeOf);
}

function codeOf(row: CodeRow): EnrolmentCode {
  return {
    digest: textColumn(row.digest),
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    site: textColumn(row.site),
    lane: textColumn(row.lane),
    evidenceUrl: nullableTextColumn(row.evidence_url),
    madeAt: integerColumn(row.made_at),
    madeBy: personIdSchema.parse(row.made_by),
    expiresAt: integerColumn(row.expires_at),
    usedAt: nullableIntegerColumn(row.used_at),
    usedBy: row.used_by === null ? null : bytesColumn(row.used_by),
    withdrawnAt: nullableIntegerColumn(row.withdrawn_at),
  };
}
