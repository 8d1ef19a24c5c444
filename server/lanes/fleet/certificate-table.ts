import { CERTIFICATE_USES } from '../../contract/certificate-request.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

export const ISSUED_USES = [...CERTIFICATE_USES, 'server'] as const;

/** Reason of a revocation, in the terms of RFC 5280 §5.3.1. */
export const REVOCATION_REASONS = ['key-compromise', 'superseded', 'cessation-of-operation'] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

const certificates = table({
  /** Lower-case hex. */
  serial: text,
  /** `null` for the server's own. */
  kioskId: nullable(checked(kioskIdSchema)),
  use: word(ISSUED_USES),
  issuedAt: integer,
  notAfter: integer,
  revokedAt: nullable(integer),
  reason: nullable(word(REVOCATION_REASONS)),
});

/** A certificate signed by the fleet's authority. Times are wall ms. */
export type IssuedCertificate = RecordOf<typeof certificates>;

export type NewCertificate = Omit<IssuedCertificate, 'revokedAt' | 'reason'>;

export async function insertCertificate(transaction: Transaction, certificate: NewCertificate): Promise<void> {
  await insertRow(transaction, 'certificates', certificates.row(certificate));
}

export function findCertificate(database: Connection, serial: string): Promise<IssuedCertificate | undefined> {
  return certificates.one(findProven(database, 'certificates', serial));
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
export function listRevoked(database: Connection, at: number): Promise<IssuedCertificate[]> {
  return certificates.all(
    database('certificates').whereNotNull('revoked_at').where('not_after', '>', at).orderBy('serial'),
  );
}

/** Certificates valid at `at`, ordered by kiosk. */
export function listHolding(database: Connection, at: number): Promise<IssuedCertificate[]> {
  return certificates.all(
    database('certificates').whereNull('revoked_at').where('not_after', '>', at).orderBy(['kiosk_id', 'not_after']),
  );
}

/** Deletes certificates that expired before `before`. */
export async function forgetCertificates(transaction: Transaction, before: number): Promise<number> {
  return deleteRows(transaction, 'certificates', (rows) => rows.where('not_after', '<', before));
}
