/** Approvals of checks: the exact signed bytes, and the technician. Kept as long as the retention class `readiness-records` says. */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { KioskId } from '../../contract/field.ts';
import { bytesColumn, integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

export interface StoredApproval {
  readonly digest: string;
  readonly kioskId: string;
  readonly technician: string;
  /** Wall ms. */
  readonly approvedAt: number;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

const TABLE = 'readiness_approvals';

export async function insertApproval(
  transaction: Transaction,
  approval: StoredApproval & { readonly kioskId: KioskId; readonly technician: PersonId },
): Promise<void> {
  await insertRow(transaction, TABLE, {
    digest: approval.digest,
    kiosk_id: approval.kioskId,
    technician: approval.technician,
    approved_at: approval.approvedAt,
    payload: Buffer.from(approval.payload),
    signature: Buffer.from(approval.signature),
  });
}

export async function findApprovals(
  database: Connection,
  digests: readonly string[],
): Promise<ReadonlyMap<string, StoredApproval>> {
  const rows: readonly Row[] = await database(TABLE).whereIn('digest', digests);
  return new Map(rows.map((row) => [textColumn(row.digest), approvalOf(row)]));
}

/** Erases approvals that are older. Resolves to their number. */
export async function eraseApprovalsBefore(transaction: Transaction, atMs: number, limit: number): Promise<number> {
  const digests: string[] = await transaction(TABLE)
    .where('approved_at', '<', atMs)
    .orderBy('approved_at')
    .limit(limit)
    .pluck('digest');
  if (digests.length === 0) return 0;
  return deleteRows(transaction, TABLE, (rows) => rows.whereIn('digest', digests));
}

type Row = Record<'digest' | 'kiosk_id' | 'technician' | 'approved_at' | 'payload' | 'signature', unknown>;

function approvalOf(row: Row): StoredApproval {
  return {
    digest: textColumn(row.digest),
    kioskId: textColumn(row.kiosk_id),
    technician: textColumn(row.technician),
    approvedAt: integerColumn(row.approved_at),
    payload: bytesColumn(row.payload),
    signature: bytesColumn(row.signature),
  };
}
