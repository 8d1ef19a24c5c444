import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import {
  MEASURE_KINDS,
  MEASURE_OUTCOMES,
  MEASURE_SOURCES,
  type MeasureKind,
  type MeasureOutcome,
  type MeasureSource,
} from './vocabulary.ts';

const TABLE = 'corrective_actions';

/** A penalty or a corrective action, entered and ended by two people each. */
export interface StoredMeasure {
  /** That of the proposal which entered it. */
  readonly id: string;
  readonly kind: MeasureKind;
  readonly source: MeasureSource;
  /** File number or name at the source. */
  readonly reference: string;
  readonly text: string;
  /** The unit that carries it out. */
  readonly responsible: string;
  /** Last day, UTC. */
  readonly dueDay: string;
  /** For a penalty, in the smallest unit of the currency. */
  readonly amount: number | null;
  /** ISO 4217. */
  readonly currency: string | null;
  readonly enteredBy: string;
  readonly approvedBy: string;
  readonly enteredAt: number;
  /** Reasons of the latest extension. */
  readonly extension: string | null;
  readonly outcome: MeasureOutcome | null;
  /** The proof that it was carried out, or the reason why it is no longer required. */
  readonly evidence: string | null;
  readonly endedBy: string | null;
  readonly endedAt: number | null;
}

export async function insertMeasure(
  transaction: Transaction,
  made: Omit<StoredMeasure, 'extension' | 'outcome' | 'evidence' | 'endedBy' | 'endedAt'>,
): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: made.id,
    kind: made.kind,
    source: made.source,
    reference: made.reference,
    text: made.text,
    responsible: made.responsible,
    due_day: made.dueDay,
    amount: made.amount,
    currency: made.currency,
    entered_by: made.enteredBy,
    approved_by: made.approvedBy,
    entered_at: made.enteredAt,
  });
}

/** `false`: it has ended. */
export async function extendMeasure(
  transaction: Transaction,
  id: string,
  { dueDay, reasons }: { readonly dueDay: string; readonly reasons: string },
): Promise<boolean> {
  return (await changeRows(transaction, TABLE, { id, outcome: null }, { due_day: dueDay, extension: reasons })) === 1;
}

/** `false`: it has ended. */
export async function endMeasure(
  transaction: Transaction,
  id: string,
  { outcome, evidence, by, at }: { readonly outcome: MeasureOutcome; evidence: string; by: string; at: number },
): Promise<boolean> {
  const changes = { outcome, evidence, ended_by: by, ended_at: at };
  return (await changeRows(transaction, TABLE, { id, outcome: null }, changes)) === 1;
}

export async function findMeasure(database: Connection, id: string): Promise<StoredMeasure | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : measureOf(row);
}

/** Open ones first, by their last day; then the latest ended. */
export async function listMeasures(database: Connection, limit: number): Promise<StoredMeasure[]> {
  const rows: readonly Row[] = await database(TABLE)
    .orderByRaw('case when outcome is null then 0 else 1 end')
    .orderByRaw('case when outcome is null then due_day end')
    .orderBy([{ column: 'ended_at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(measureOf);
}

/** Open ones whose last day is before a day. */
export async function overdueMeasures(database: Connection, day: string): Promise<StoredMeasure[]> {
  const rows: readonly Row[] = await database(TABLE)
    .whereNull('outcome')
    .where('due_day', '<', day)
    .orderBy(['due_day', 'id']);
  return rows.map(measureOf);
}

/** Resolves to the number of erased rows. */
export async function eraseMeasures(transaction: Transaction, endedBefore: number, limit: number): Promise<number> {
  const ids: readonly unknown[] = await transaction(TABLE)
    .where('ended_at', '<', endedBefore)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
  for (const id of ids.map(textColumn)) await deleteRows(transaction, TABLE, { id });
  return ids.length;
}

type Row = Record<
  | 'id'
  | 'kind'
  | 'source'
  | 'reference'
  | 'text'
  | 'responsible'
  | 'due_day'
  | 'amount'
  | 'currency'
  | 'entered_by'
  | 'approved_by'
  | 'entered_at'
  | 'extension'
  | 'outcome'
  | 'evidence'
  | 'ended_by'
  | 'ended_at',
  unknown
>;

export function measureOf(row: Row): StoredMeasure {
  return {
    id: textColumn(row.id),
    kind: wordColumn(MEASURE_KINDS, row.kind),
    source: wordColumn(MEASURE_SOURCES, row.source),
    reference: textColumn(row.reference),
    text: textColumn(row.text),
    responsible: textColumn(row.responsible),
    dueDay: textColumn(row.due_day),
    amount: nullableIntegerColumn(row.amount),
    currency: nullableTextColumn(row.currency),
    enteredBy: textColumn(row.entered_by),
    approvedBy: textColumn(row.approved_by),
    enteredAt: integerColumn(row.entered_at),
    extension: nullableTextColumn(row.extension),
    outcome: row.outcome === null ? null : wordColumn(MEASURE_OUTCOMES, row.outcome),
    evidence: nullableTextColumn(row.evidence),
    endedBy: nullableTextColumn(row.ended_by),
    endedAt: nullableIntegerColumn(row.ended_at),
  };
}
