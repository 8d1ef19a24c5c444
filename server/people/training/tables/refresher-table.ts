import { z } from 'zod';
import { personIdSchema, ROLES } from '../../../platform/access/vocabulary.ts';
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { REFRESHER_CAUSES } from '../vocabulary.ts';

const TABLE = 'training_refreshers';

const refreshers = table({
  /** That of the proposal, or `alarm-` and the number of the alarm. */
  id: text,
  course: text,
  /** `null`: everyone with `role`. */
  people: nullable(json(z.array(personIdSchema))),
  role: nullable(word(ROLES)),
  /** Last day of passes from before `approvedAt`, UTC. */
  byDay: text,
  cause: word(REFRESHER_CAUSES),
  /** File number or name of the cause; the kind of the alarm. */
  reference: text,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
});

/** Named people, or those who hold a role, take a course again. */
export type StoredRefresher = RecordOf<typeof refreshers>;

export async function insertRefresher(transaction: Transaction, refresher: StoredRefresher): Promise<void> {
  await insertRow(transaction, TABLE, refreshers.row(refresher));
}

/** Latest first. */
export function listRefreshers(database: Connection): Promise<StoredRefresher[]> {
  return refreshers.all(database(TABLE).orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }]));
}

/** Resolves to the number of erased rows. */
export async function eraseRefreshers(transaction: Transaction, beforeDay: string, limit: number): Promise<number> {
  const ids: readonly unknown[] = await transaction(TABLE)
    .where('by_day', '<', beforeDay)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
  for (const id of ids.map(textColumn)) await deleteRows(transaction, TABLE, { id });
  return ids.length;
}
