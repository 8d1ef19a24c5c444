/** The table of exceptions: a statistical rule stays silent about one subject until a time. */
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { ENTITY_KINDS, type Entity } from '../rules/entity.ts';
import { type RuleId, RULE_IDS } from '../rules/rule-ids.ts';
import { EXCEPTION_REASONS, type ExceptionReason } from '../vocabulary.ts';

export interface DecidedException {
  /** That of the proposal. */
  readonly id: string;
  readonly rule: RuleId;
  readonly entity: Entity;
  readonly reason: ExceptionReason;
  /** Wall ms. */
  readonly until: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly approvedAt: number;
  /** When two people ended it before its time. */
  readonly endedAt: number | null;
}

/** An exception as the engine applies it. */
export interface RuleException {
  readonly rule: RuleId;
  readonly entity: Entity;
  readonly from: number;
  readonly until: number;
}

const TABLE = 'detection_exceptions';

export async function insertException(transaction: Transaction, one: Omit<DecidedException, 'endedAt'>): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: one.id,
    rule: one.rule,
    entity_kind: one.entity.kind,
    entity_id: one.entity.id,
    reason: one.reason,
    until_at: one.until,
    proposed_by: one.proposedBy,
    approved_by: one.approvedBy,
    approved_at: one.approvedAt,
  });
}

export async function endException(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

/** The latest approval first. */
export async function listExceptions(database: Connection): Promise<DecidedException[]> {
  const rows: readonly Row[] = await database(TABLE).orderBy([
    { column: 'approved_at', order: 'desc' },
    { column: 'id' },
  ]);
  return rows.map(exceptionOf);
}

export function isInForce({ endedAt, until }: Pick<DecidedException, 'endedAt' | 'until'>, nowMs: number): boolean {
  return endedAt === null && nowMs < until;
}

export async function exceptionsInForce(database: Connection, nowMs: number): Promise<RuleException[]> {
  const rows: readonly Row[] = await database(TABLE)
    .whereNull('ended_at')
    .where('until_at', '>', Math.round(nowMs))
    .orderBy('id');
  return rows
    .map(exceptionOf)
    .map(({ rule, entity, approvedAt, until }) => ({ rule, entity, from: approvedAt, until }));
}

/** Deletes exceptions that were over before a time. Resolves to their number. */
export async function deleteOverExceptions(transaction: Transaction, before: number): Promise<number> {
  return deleteRows(transaction, TABLE, (rows) => rows.where('until_at', '<', before).orWhere('ended_at', '<', before));
}

type Row = Record<
  | 'id'
  | 'rule'
  | 'entity_kind'
  | 'entity_id'
  | 'reason'
  | 'until_at'
  | 'proposed_by'
  | 'approved_by'
  | 'approved_at'
  | 'ended_at',
  unknown
>;

function exceptionOf(row: Row): DecidedException {
  return {
    id: textColumn(row.id),
    rule: wordColumn(RULE_IDS, row.rule),
    entity: { kind: wordColumn(ENTITY_KINDS, row.entity_kind), id: textColumn(row.entity_id) },
    reason: wordColumn(EXCEPTION_REASONS, row.reason),
    until: integerColumn(row.until_at),
    proposedBy: textColumn(row.proposed_by),
    approvedBy: textColumn(row.approved_by),
    approvedAt: integerColumn(row.approved_at),
    endedAt: nullableIntegerColumn(row.ended_at),
  };
}
