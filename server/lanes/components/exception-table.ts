/** The table of exceptions: faults of components that two people accept for a time. */
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { endOf, type Exception } from './exceptions.ts';

export interface DecidedException extends Exception {
  /** That of the proposal. */
  readonly id: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  /** Wall ms. */
  readonly approvedAt: number;
  /** When two people ended it before its last day. */
  readonly endedAt: number | null;
}

const TABLE = 'component_exceptions';

export async function insertException(
  transaction: Transaction,
  { id, advisory, component, reason, until, proposedBy, approvedBy, approvedAt }: Omit<DecidedException, 'endedAt'>,
): Promise<void> {
  await insertRow(transaction, TABLE, {
    id,
    advisory,
    component: component ?? null,
    reason,
    until,
    proposed_by: proposedBy,
    approved_by: approvedBy,
    approved_at: approvedAt,
  });
}

export async function endException(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

export async function findException(database: Connection, id: string): Promise<DecidedException | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : exceptionOf(row);
}

/** All of them, the latest approval first. */
export async function listExceptions(database: Connection): Promise<DecidedException[]> {
  const rows: readonly Row[] = await database(TABLE).orderBy([
    { column: 'approved_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map(exceptionOf);
}

/** An exception ends by itself after its last day. */
export function isInForce(exception: DecidedException, nowMs: number): boolean {
  return exception.endedAt === null && nowMs < endOf(exception);
}

type Row = Record<
  'id' | 'advisory' | 'component' | 'reason' | 'until' | 'proposed_by' | 'approved_by' | 'approved_at' | 'ended_at',
  unknown
>;

function exceptionOf(row: Row): DecidedException {
  const component = nullableTextColumn(row.component);
  return {
    id: textColumn(row.id),
    advisory: textColumn(row.advisory),
    ...(component !== null && { component }),
    reason: textColumn(row.reason),
    until: textColumn(row.until),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
    endedAt: nullableIntegerColumn(row.ended_at),
  };
}
