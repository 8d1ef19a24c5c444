import { z } from 'zod';
import { personIdSchema, type PersonId, ROLES, type Role } from '../../../platform/access/vocabulary.ts';
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { REFRESHER_CAUSES, type RefresherCause } from '../vocabulary.ts';

const TABLE = 'training_refreshers';

/** Named people, or those who hold a role, take a course again. */
export interface StoredRefresher {
  /** That of the proposal, or `alarm-` and the number of the alarm. */
  readonly id: string;
  readonly course: string;
  /** `null`: everyone with `role`. */
  readonly people: readonly PersonId[] | null;
  readonly role: Role | null;
  /** Last day of passes from before `approvedAt`, UTC. */
  readonly byDay: string;
  readonly cause: RefresherCause;
  /** File number or name of the cause; the kind of the alarm. */
  readonly reference: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
}

export async function insertRefresher(transaction: Transaction, refresher: StoredRefresher): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: refresher.id,
    course: refresher.course,
    people: refresher.people === null ? null : JSON.stringify(refresher.people),
    role: refresher.role,
    by_day: refresher.byDay,
    cause: refresher.cause,
    reference: refresher.reference,
    proposed_by: refresher.proposedBy,
    approved_by: refresher.approvedBy,
    approved_at: refresher.approvedAt,
  });
}

/** Latest first. */
export async function listRefreshers(database: Connection): Promise<StoredRefresher[]> {
  const rows: readonly Row[] = await database(TABLE).orderBy([
    { column: 'approved_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map((row) => ({
    id: textColumn(row.id),
    course: textColumn(row.course),
    people: row.people === null ? null : z.array(personIdSchema).parse(JSON.parse(textColumn(row.people))),
    role: row.role === null ? null : wordColumn(ROLES, row.role),
    byDay: textColumn(row.by_day),
    cause: wordColumn(REFRESHER_CAUSES, row.cause),
    reference: textColumn(row.reference),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
  }));
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

type Row = Record<
  | 'id'
  | 'course'
  | 'people'
  | 'role'
  | 'by_day'
  | 'cause'
  | 'reference'
  | 'proposed_by'
  | 'approved_by'
  | 'approved_at',
  unknown
>;
