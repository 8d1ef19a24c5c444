import { CERTIFICATE_USES } from '../../contract/certificate-request.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

export const ISSUED_USES = [...CERTIFICATE_USES, 'server'] as const;
export type IssuedUse = (typeof ISSUED_USES)[number];

/** Reason of a revocation, in the terms of RFC 5280 §5.3.1. */
export const REVOCATION_REASONS = ['key-compromise', 'superseded', 'cessation-of-operation'] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** A certificate signed by the fleet's authority. Times are wall ms. */
export interface IssuedCertificate {
  /** Lower-case hex. */
  readonly serial: string;
  /** `null` for the server's own. */
  readonly kioskId: KioskId | null;
  readonly use: IssuedUse;
  readonly issuedAt: number;
  readonly notAfter: number;
  readonly revokedAt: number | null;
  readonly reason: RevocationReason | null;
}

export type NewCertificate = Omit<IssuedCertificate, 'revokedAt' | 'reason'>;

type CertificateRow = Record<
  'serial' | 'kiosk_id' | 'use' | 'issued_at' | 'not_after' | 'revoked_at' | 'reason',
  unknown
>;

export async function insertCertificate(transaction: Transaction, certificate: NewCertificate): Promise<void> {
  await insertRow(transaction, 'certificates', {
    serial: certificate.serial,
    kiosk_id: certificate.kioskId,
    use: certificate.use,
    issued_at: certificate.issuedAt,
    not_after: certificate.notAfter,
  });
}

export async function findCertificate(database: Connection, serial: string): Promise<IssuedCertificate | undefined> {
  const row = await findProven<CertificateRow>(database, 'certificates', serial);
  return row === undefined ? undefined : certificateOf(row);
}

/** Revokes every valid certificate of a kiosk. Resolves to their number. */
export async function revokeCertificatesOf(
  transaction: Transaction,
  kioskId: KioskId,
  reason: RevocationReason,
  at: number,
): Promise<number> {
  return changeRows(
    transaction,
    'certificates',
    (rows) => rows.where({ kiosk_id: kioskId }).where('not_after', '>', at).whereNull('revoked_at'),
    { revoked_at: at, reason },
  );
}

/** Revokes one certificate. `false` when it is unknown or already revoked. */
export async function revokeCertificate(
  transaction: Transaction,
  serial: string,
  reason: RevocationReason,
  at: number,
): Promise<boolean> {
  const revoked: number = await changeRows(
    transaction,
    'certificates',
    (rows) => rows.where({ serial }).whereNull('revoked_at'),
    { revoked_at: at, reason },
  );
  return revoked === 1;
}

/** Certificates for a revocation list of time `at`: revoked and not expired before `at`. Ordered by serial number. */
export async function listRevoked(database: Connection, at: number): Promise<IssuedCertificate[]> {
  const rows: readonly CertificateRow[] = await database('certificates')
    .whereNotNull('revoked_at')
    .where('not_after', '>', at)
    .orderBy('serial');
  return rows.map(certificateOf);
}

/** Certificates valid at `at`, ordered by kiosk. */
export async function listHolding(database: Connection, at: number): Promise<IssuedCertificate[]> {
  const rows: readonly CertificateRow[] = await database('certificates')
    .whereNull('revoked_at')
    .where('not_after', '>', at)
    .orderBy(['kiosk_id', 'not_after']);
  return rows.map(certificateOf);
}

/** Deletes certificates that expired before `before`. */
export async function forgetCertificates(transaction: Transaction, before: number): Promise<number> {
  return deleteRows(transaction, 'certificates', (rows) => rows.where('not_after', '<', before));
}

function certificateOf(row: CertificateRow): IssuedCertificate {
  const use = ISSUED_USES.find((one) => one === textColumn(row.use));
  const kioskId = nullableTextColumn(row.kiosk_id);
  const reason = nullableTextColumn(row.reason);
  const known = reason === null ? null : REVOCATION_REASONS.find((one) => one === reason);
  if (use === undefined || known === undefined)
    throw new StoreError('damaged', 'a certificate has an unknown use or reason');
  return {
    serial: textColumn(row.serial),
    kioskId: kioskId === null ? null : kioskIdSchema.parse(kioskId),
    use,
    issuedAt: integerColumn(row.issued_at),
    notAfter: integerColumn(row.not_after),
    revokedAt: nullableIntegerColumn(row.revoked_at),
    reason: known,
  };
}
