import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { MEASURE_KINDS, MEASURE_OUTCOMES, MEASURE_SOURCES, type MeasureOutcome } from './vocabulary.ts';

const TABLE = 'corrective_actions';

export const measures = table({
  /** That of the proposal which entered it. */
  id: text,
  kind: word(MEASURE_KINDS),
  source: word(MEASURE_SOURCES),
  /** File number or name at the source. */
  reference: text,
  text: text,
  /** The unit that carries it out. */
  responsible: text,
  /** Last day, UTC. */
  dueDay: text,
  /** For a penalty, in the smallest unit of the currency. */
  amount: nullable(integer),
  /** ISO 4217. */
  currency: nullable(text),
  enteredBy: text,
  approvedBy: text,
  enteredAt: integer,
  /** Reasons of the latest extension. */
  extension: nullable(text),
  outcome: nullable(word(MEASURE_OUTCOMES)),
  /** The proof that it was carried out, or the reason why it is no longer required. */
  evidence: nullable(text),
  endedBy: nullable(text),
  endedAt: nullable(integer),
});

/** A penalty or a corrective action, entered and ended by two people each. */
export type StoredMeasure = RecordOf<typeof measures>;

export async function insertMeasure(
  transaction: Transaction,
  made: Omit<StoredMeasure, 'extension' | 'outcome' | 'evidence' | 'endedBy' | 'endedAt'>,
): Promise<void> {
  await insertRow(transaction, TABLE, measures.row(made));
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

export function findMeasure(database: Connection, id: string): Promise<StoredMeasure | undefined> {
  return measures.one(database(TABLE).where({ id }).first());
}

/** Open ones first, by their last day; then the latest ended. */
export function listMeasures(database: Connection, limit: number): Promise<StoredMeasure[]> {
  return measures.all(
    database(TABLE)
      .orderByRaw('case when outcome is null then 0 else 1 end')
      .orderByRaw('case when outcome is null then due_day end')
      .orderBy([{ column: 'ended_at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
}

/** Open ones whose last day is before a day. */
export function overdueMeasures(database: Connection, day: string): Promise<StoredMeasure[]> {
  return measures.all(database(TABLE).whereNull('outcome').where('due_day', '<', day).orderBy(['due_day', 'id']));
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
