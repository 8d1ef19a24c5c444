import { personIdSchema } from '../../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { provenRow } from '../../../records/ledger/recorded/proven-rows.ts';

const recoveries = table({
  id: text,
  personId: checked(personIdSchema),
  askedBy: checked(personIdSchema),
  askedAt: integer,
  expiresAt: integer,
  /** SHA-256, in hex, of the half that the asking administrator saw; `null` for requests from before codes had halves. */
  halfDigest: nullable(text),
});

/** A recovery that one administrator has asked for and another has not approved yet. */
export type Recovery = RecordOf<typeof recoveries>;

/** Replaces an earlier request for the same person. */
export async function putRecovery(transaction: Transaction, recovery: Recovery): Promise<void> {
  await deleteRows(transaction, 'recoveries', (rows) =>
    rows.where({ person_id: recovery.personId }).orWhere('expires_at', '<=', recovery.askedAt),
  );
  await insertRow(transaction, 'recoveries', recoveries.row(recovery));
}

export async function findRecovery(database: Connection, id: string, now: number): Promise<Recovery | undefined> {
  return recoveries.one(
    provenRow(database, 'recoveries', await database('recoveries').where({ id }).where('expires_at', '>', now).first()),
  );
}

export function listRecoveries(database: Connection, now: number): Promise<Recovery[]> {
  return recoveries.all(database('recoveries').where('expires_at', '>', now).orderBy('asked_at'));
}

/** Ends a recovery. `false` when it has ended: of two simultaneous approvals one gets `true`. */
export async function deleteRecovery(transaction: Transaction, id: string, now: number): Promise<boolean> {
  return (
    (await deleteRows(transaction, 'recoveries', (rows) => rows.where({ id }).where('expires_at', '>', now))) === 1
  );
}
