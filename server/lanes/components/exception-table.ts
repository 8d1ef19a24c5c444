/** The table of exceptions: faults of components that two people accept for a time. */
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, nullable, optional, table, text } from '../../platform/database/table.ts';
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

const exceptions = table<DecidedException>({
  id: text,
  advisory: text,
  component: optional(text),
  reason: text,
  until: text,
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
  endedAt: nullable(integer),
});

const TABLE = 'component_exceptions';

export async function insertException(
  transaction: Transaction,
  exception: Omit<DecidedException, 'endedAt'>,
): Promise<void> {
  await insertRow(transaction, TABLE, exceptions.row(exception));
}

export async function endException(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

export function findException(database: Connection, id: string): Promise<DecidedException | undefined> {
  return exceptions.one(database(TABLE).where({ id }).first());
}

/** All of them, the latest approval first. */
export function listExceptions(database: Connection): Promise<DecidedException[]> {
  return exceptions.all(database(TABLE).orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }]));
}

/** An exception ends by itself after its last day. */
export function isInForce(exception: DecidedException, nowMs: number): boolean {
  return exception.endedAt === null && nowMs < endOf(exception);
}
