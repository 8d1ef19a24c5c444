/** The table of exceptions: a statistical rule stays silent about one subject until a time. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { group, integer, named, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { ENTITY_KINDS, type Entity } from '../rules/entity.ts';
import { type RuleId, RULE_IDS } from '../rules/rule-ids.ts';
import { EXCEPTION_REASONS } from '../vocabulary.ts';

const exceptions = table({
  /** That of the proposal. */
  id: text,
  rule: word(RULE_IDS),
  entity: group({ kind: word(ENTITY_KINDS), id: text }),
  reason: word(EXCEPTION_REASONS),
  /** Wall ms. */
  until: named('until_at', integer),
  proposedBy: text,
  approvedBy: text,
  approvedAt: integer,
  /** When two people ended it before its time. */
  endedAt: nullable(integer),
});

export type DecidedException = RecordOf<typeof exceptions>;

/** An exception as the engine applies it. */
export interface RuleException {
  readonly rule: RuleId;
  readonly entity: Entity;
  readonly from: number;
  readonly until: number;
}

const TABLE = 'detection_exceptions';

export async function insertException(transaction: Transaction, one: Omit<DecidedException, 'endedAt'>): Promise<void> {
  await insertRow(transaction, TABLE, exceptions.row(one));
}

export async function endException(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

/** The latest approval first. */
export function listExceptions(database: Connection): Promise<DecidedException[]> {
  return exceptions.all(database(TABLE).orderBy([{ column: 'approved_at', order: 'desc' }, { column: 'id' }]));
}

export function isInForce({ endedAt, until }: Pick<DecidedException, 'endedAt' | 'until'>, nowMs: number): boolean {
  return endedAt === null && nowMs < until;
}

export async function exceptionsInForce(database: Connection, nowMs: number): Promise<RuleException[]> {
  const found = await exceptions.all(
    database(TABLE).whereNull('ended_at').where('until_at', '>', Math.round(nowMs)).orderBy('id'),
  );
  return found.map(({ rule, entity, approvedAt, until }) => ({ rule, entity, from: approvedAt, until }));
}

/** Deletes exceptions that were over before a time. Resolves to their number. */
export async function deleteOverExceptions(transaction: Transaction, before: number): Promise<number> {
  return deleteRows(transaction, TABLE, (rows) => rows.where('until_at', '<', before).orWhere('ended_at', '<', before));
}
