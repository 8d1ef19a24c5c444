import { officerIdSchema, type OfficerId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { deleteRows, putRow } from '../../records/ledger/recorded/write-row.ts';

/** A repeated revocation updates the time, so that lanes receive it again. */
export async function revokeOfficer(transaction: Transaction, officer: OfficerId, at: number): Promise<void> {
  await putRow(transaction, 'revoked_officers', { officer, revoked_at: at });
}

/** For an officer who gets the duty again. */
export async function reinstateOfficer(transaction: Transaction, officer: OfficerId): Promise<void> {
  await deleteRows(transaction, 'revoked_officers', { officer });
}

export async function isOfficerRevoked(database: Connection, officer: OfficerId): Promise<boolean> {
  return (await database('revoked_officers').where({ officer }).first('officer')) !== undefined;
}

/** Officers revoked since `since`, by id. */
export async function officersRevokedSince(database: Connection, since: number): Promise<OfficerId[]> {
  const rows: readonly { officer: unknown }[] = await database('revoked_officers')
    .where('revoked_at', '>=', since)
    .orderBy('officer')
    .select('officer');
  return rows.map((row) => officerIdSchema.parse(row.officer));
}
