/** The table of decisions that a partner deletes a delivery early. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { SHARED_DATASETS } from '../../agreement/vocabulary.ts';
import { DECIDED_DELETIONS } from '../vocabulary.ts';
import { provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

const deletions = table({
  /** Digest of the delivery's file. */
  delivery: text,
  agreement: text,
  dataset: word(SHARED_DATASETS),
  reason: word(DECIDED_DELETIONS),
  statement: text,
  proposedBy: text,
  approvedBy: text,
  decidedAt: integer,
  /** Until when the request must be made. */
  askUntil: integer,
  /** When an alarm said that it was not made. */
  overdueAt: nullable(integer),
});

export type StoredDeletion = RecordOf<typeof deletions>;

export async function insertDeletion(
  transaction: Transaction,
  deletion: Omit<StoredDeletion, 'overdueAt'>,
): Promise<void> {
  await insertRow(transaction, 'sharing_deletions', deletions.row(deletion));
}

export async function markDeletionOverdue(transaction: Transaction, delivery: string, at: number): Promise<void> {
  await changeRows(transaction, 'sharing_deletions', { delivery }, { overdue_at: at });
}

export function findDeletion(database: Connection, delivery: string): Promise<StoredDeletion | undefined> {
  return deletions.one(database('sharing_deletions').where({ delivery }).first());
}

/** The decisions about deliveries of one agreement. */
export function deletionsOf(database: Connection, agreement: string): Promise<StoredDeletion[]> {
  return deletions.all(database('sharing_deletions').where({ agreement }).orderBy('decided_at'));
}

/** Decisions for which the partner has no request yet, oldest first: those of the server, not those that someone wrote into its database. */
export async function deletionsToAsk(database: Connection): Promise<StoredDeletion[]> {
  const asked = database('sharing_deliveries').where({ kind: 'deletion' }).whereNotNull('about').select('about');
  const waiting = await database('sharing_deletions')
    .whereNotIn('delivery', asked)
    .orderBy([{ column: 'decided_at' }, { column: 'delivery' }]);
  return deletions.all(provenRows(database, 'sharing_deletions', waiting));
}
