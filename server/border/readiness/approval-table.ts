/** Approvals of checks: the exact signed bytes, and the technician. Kept as long as the retention class `readiness-records` says. */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { KioskId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { bytes, integer, type RecordOf, table, text } from '../../platform/database/table.ts';
import { deleteRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

const approvals = table({
  digest: text,
  kioskId: text,
  technician: text,
  /** Wall ms. */
  approvedAt: integer,
  payload: bytes,
  signature: bytes,
});

export type StoredApproval = RecordOf<typeof approvals>;

const TABLE = 'readiness_approvals';

export async function insertApproval(
  transaction: Transaction,
  approval: StoredApproval & { readonly kioskId: KioskId; readonly technician: PersonId },
): Promise<void> {
  await insertRow(transaction, TABLE, approvals.row(approval));
}

export async function findApprovals(
  database: Connection,
  digests: readonly string[],
): Promise<ReadonlyMap<string, StoredApproval>> {
  const found = await approvals.all(database(TABLE).whereIn('digest', digests));
  return new Map(found.map((approval) => [approval.digest, approval]));
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
