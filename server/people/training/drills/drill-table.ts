import { type PersonId, personIdSchema } from '../../../platform/access/vocabulary.ts';
import { jsonColumn, nullableIntegerColumn, integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { DRILL_SCENARIOS, type DrillScenario } from '../vocabulary.ts';
import { type DrillCounts, drillCountsSchema } from './counts.ts';

const TABLE = 'training_drills';

/** A drill that two people decided. */
export interface StoredDrill {
  /** That of the proposal. */
  readonly id: string;
  readonly scenario: DrillScenario;
  /** First and last day, UTC. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly proposedBy: PersonId;
  readonly approvedBy: PersonId;
  readonly approvedAt: number;
  readonly endedAt: number | null;
  /** `null` while it runs. */
  readonly counts: DrillCounts | null;
}

export async function insertDrill(
  transaction: Transaction,
  drill: Omit<StoredDrill, 'endedAt' | 'counts'>,
): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: drill.id,
    scenario: drill.scenario,
    from_day: drill.fromDay,
    until_day: drill.untilDay,
    proposed_by: drill.proposedBy,
    approved_by: drill.approvedBy,
    approved_at: drill.approvedAt,
  });
}

/** Latest first. */
export async function listDrills(database: Connection): Promise<StoredDrill[]> {
  const rows: readonly Row[] = await database(TABLE).orderBy([
    { column: 'approved_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map(drillOf);
}

export function drillOf(row: Row): StoredDrill {
  return {
    id: textColumn(row.id),
    scenario: wordColumn(DRILL_SCENARIOS, row.scenario),
    fromDay: textColumn(row.from_day),
    untilDay: textColumn(row.until_day),
    proposedBy: personIdSchema.parse(row.proposed_by),
    approvedBy: personIdSchema.parse(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
    endedAt: nullableIntegerColumn(row.ended_at),
    counts: row.counts === null ? null : drillCountsSchema.parse(jsonColumn(row.counts)),
  };
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

type Row = Record<
  'id' | 'scenario' | 'from_day' | 'until_day' | 'proposed_by' | 'approved_by' | 'approved_at' | 'ended_at' | 'counts',
  unknown
>;
