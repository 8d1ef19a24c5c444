import { personIdSchema } from '../../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  checked,
  integer,
  json,
  nullable,
  type RecordOf,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { DRILL_SCENARIOS } from '../vocabulary.ts';
import { type DrillCounts, drillCountsSchema } from './counts.ts';

const TABLE = 'training_drills';

export const drills = table({
  /** That of the proposal. */
  id: text,
  scenario: word(DRILL_SCENARIOS),
  /** First and last day, UTC. */
  fromDay: text,
  untilDay: text,
  proposedBy: checked(personIdSchema),
  approvedBy: checked(personIdSchema),
  approvedAt: integer,
  endedAt: nullable(integer),
  /** `null` while it runs. */
  counts: nullable(json(drillCountsSchema)),
});

/** A drill that two people decided. */
export type StoredDrill = RecordOf<typeof drills>;

export async function insertDrill(
  transaction: Transaction,
  drill: Omit<StoredDrill, 'endedAt' | 'counts'>,
): Promise<void> {
  await insertRow(transaction, TABLE, drills.row(drill));
}

/** Latest first. */
export function listDrills(database: Connection): Promise<StoredDrill[]> {
  return drills.all(database(TABLE).orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }]));
}

/** Ends a drill once. */
export async function concludeDrill(
  transaction: Transaction,
  id: string,
  { at, counts }: { readonly at: number; readonly counts: DrillCounts },
): Promise<void> {
  await changeRows(transaction, TABLE, { id, ended_at: null }, { ended_at: at, counts: JSON.stringify(counts) });
}

export async function eraseDrill(transaction: Transaction, id: string): Promise<void> {
  await deleteRows(transaction, TABLE, { id });
}
