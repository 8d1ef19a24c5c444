/** The table of decisions that a partner deletes a delivery early. */
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { SHARED_DATASETS, type SharedDataset } from '../../agreement/vocabulary.ts';
import { DECIDED_DELETIONS, type DecidedDeletion } from '../vocabulary.ts';
import { provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

export interface StoredDeletion {
  /** Digest of the delivery's file. */
  readonly delivery: string;
  readonly agreement: string;
  readonly dataset: SharedDataset;
  readonly reason: DecidedDeletion;
  readonly statement: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly decidedAt: number;
  /** Until when the request must be made. */
  readonly askUntil: number;
  /** When an alarm said that it was not made. */
  readonly overdueAt: number | null;
}

export async function insertDeletion(
  transaction: Transaction,
  { delivery, agreement, dataset, reason, statement, ...decided }: Omit<StoredDeletion, 'overdueAt'>,
): Promise<void> {
  await insertRow(transaction, 'sharing_deletions', {
    delivery,
    agreement,
    dataset,
    reason,
    statement,
    proposed_by: decided.proposedBy,
    approved_by: decided.approvedBy,
    decided_at: decided.decidedAt,
    ask_until: decided.askUntil,
    overdue_at: null,
  });
}

export async function markDeletionOverdue(transaction: Transaction, delivery: string, at: number): Promise<void> {
  await changeRows(transaction, 'sharing_deletions', { delivery }, { overdue_at: at });
}

export async function findDeletion(database: Connection, delivery: string): Promise<StoredDeletion | undefined> {
  const row: Row | undefined = await database('sharing_deletions').where({ delivery }).first();
  return row === undefined ? undefined : deletionOf(row);
}

/** The decisions about deliveries of one agreement. */
export async function deletionsOf(database: Connection, agreement: string): Promise<StoredDeletion[]> {
  const rows: readonly Row[] = await database('sharing_deletions').where({ agreement }).orderBy('decided_at');
  return rows.map(deletionOf);
}

/** Decisions for which the partner has no request yet, oldest first: those of the server, not those that someone wrote into its database. */
export async function deletionsToAsk(database: Connection): Promise<StoredDeletion[]> {
  const asked = database('sharing_deliveries').where({ kind: 'deletion' }).whereNotNull('about').select('about');
  const rows: readonly Row[] = await database('sharing_deletions')
    .whereNotIn('delivery', asked)
    .orderBy([{ column: 'decided_at' }, { column: 'delivery' }]);
  return (await provenRows(database, 'sharing_deletions', rows)).map(deletionOf);
}

type Row = Record<string, unknown>;

function deletionOf(row: Row): StoredDeletion {
  return {
    delivery: textColumn(row['delivery']),
    agreement: textColumn(row['agreement']),
    dataset: wordColumn(SHARED_DATASETS, row['dataset']),
    reason: wordColumn(DECIDED_DELETIONS, row['reason']),
    statement: textColumn(row['statement']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    decidedAt: integerColumn(row['decided_at']),
    askUntil: integerColumn(row['ask_until']),
    overdueAt: nullableIntegerColumn(row['overdue_at']),
  };
}
