import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { deleteRows, putRow } from '../../records/ledger/recorded/write-row.ts';
import { stateableSchema, statementRequestSchema } from './answers.ts';
import type { StateableItem, StatementReason } from './vocabulary.ts';

export interface StoredStatement {
  readonly item: StateableItem;
  readonly reason: StatementReason;
  readonly by: PersonId;
  readonly at: number;
}

/** Replaces an earlier statement about the same part. */
export async function putStatement(transaction: Transaction, { item, reason, by, at }: StoredStatement): Promise<void> {
  await putRow(transaction, 'setup_statements', { item, reason, stated_by: by, stated_at: at });
}

/** `false` when there is none. */
export async function deleteStatement(transaction: Transaction, item: StateableItem): Promise<boolean> {
  return (await deleteRows(transaction, 'setup_statements', { item })) === 1;
}

const rowSchema = z.object({ item: stateableSchema, ...statementRequestSchema.shape, stated_by: personIdSchema });

export async function listStatements(database: Connection): Promise<StoredStatement[]> {
  const rows: readonly Record<'stated_at', unknown>[] = await database('setup_statements').orderBy('item');
  return rows.map((row) => {
    const { item, reason, stated_by: by } = rowSchema.parse(row);
    return { item, reason, by, at: integerColumn(row.stated_at) };
  });
}
