/** The tables of breach cases and of their facts. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { jsonColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  integer,
  json,
  named,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { LAW_IDS, type LawId } from '../laws/vocabulary.ts';
import {
  BREACH_ORIGINS,
  BREACH_OUTCOMES,
  BREACH_STATES,
  type BreachOutcome,
  DATA_KINDS,
  FACT_MEANINGS,
  HARMS,
  PEOPLE_GROUPS,
  RISK_LEVELS,
} from './vocabulary.ts';

const count = z.int().min(0).max(10_000_000_000);

export const assessmentSchema = z
  .strictObject({
    risk: z.enum(RISK_LEVELS),
    harms: z.array(z.enum(HARMS)).min(1).max(HARMS.length),
    groups: z.array(z.enum(PEOPLE_GROUPS)).min(1).max(PEOPLE_GROUPS.length),
    data: z.array(z.enum(DATA_KINDS)).min(1).max(DATA_KINDS.length),
    /** Approximate numbers; `null` while they are unknown. */
    people: count.nullable(),
    records: count.nullable(),
    /** A major incident as OMB defines it. */
    isMajor: z.boolean(),
  })
  .readonly();
export type Assessment = z.infer<typeof assessmentSchema>;

const TABLE = 'breach_cases';

export const breaches = table({
  id: text,
  origin: word(BREACH_ORIGINS),
  originId: nullable(text),
  laws: json(z.array(z.enum(LAW_IDS))),
  /** When the controller became aware, wall ms. */
  awareAt: integer,
  openedAt: integer,
  openedBy: text,
  assessment: nullable(json(assessmentSchema)),
  assessedBy: nullable(text),
  /** When the breach was last assessed, wall ms. */
  assessedAt: nullable(integer),
  /** When it was first assessed as a major incident, wall ms. A later assessment does not change it. */
  majorAt: { read: majorAtIn, write: (majorAt) => ({ major_at: majorAt }) },
  state: word(BREACH_STATES),
  outcome: nullable(word(BREACH_OUTCOMES)),
  closedBy: nullable(text),
  closedAt: nullable(integer),
});

export type StoredBreach = RecordOf<typeof breaches>;

/** A row from before the column has the time of the assessment that found the incident. */
function majorAtIn(row: Row): number | null {
  const isMajor = row['assessment'] !== null && assessmentSchema.parse(jsonColumn(row['assessment'])).isMajor;
  return nullableIntegerColumn(row['major_at'] ?? (isMajor ? row['assessed_at'] : null));
}

const facts = table({
  id: text,
  /** Index in the ledger. */
  entry: named('entry_index', integer),
  type: named('entry_type', text),
  meaning: word(FACT_MEANINGS),
  by: named('added_by', text),
  at: named('added_at', integer),
});

export type BreachFact = RecordOf<typeof facts>;

export async function insertBreach(
  transaction: Transaction,
  made: Pick<StoredBreach, 'origin' | 'originId' | 'laws' | 'awareAt' | 'openedAt' | 'openedBy'>,
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await insertRow(transaction, TABLE, breaches.row({ ...made, id, state: 'open' }));
  return id;
}

export function findBreach(database: Connection, id: string): Promise<StoredBreach | undefined> {
  return breaches.one(database(TABLE).where({ id }).first());
}

/** Open cases first, then the latest. */
export function listBreaches(database: Connection, limit: number): Promise<StoredBreach[]> {
  return breaches.all(
    database(TABLE)
      .orderByRaw("case when state = 'closed' then 1 else 0 end")
      .orderBy([{ column: 'opened_at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
}

export async function assessBreach(
  transaction: Transaction,
  id: string,
  {
    assessment,
    by,
    at,
    majorAt,
  }: Pick<StoredBreach, 'majorAt'> & { readonly assessment: Assessment; readonly by: string; readonly at: number },
): Promise<boolean> {
  const changes = { assessment: JSON.stringify(assessment), assessed_by: by, assessed_at: at, major_at: majorAt };
  return (await changeRows(transaction, TABLE, { id, state: 'open' }, changes)) === 1;
}

export async function setLaws(transaction: Transaction, id: string, laws: readonly LawId[]): Promise<boolean> {
  return (await changeRows(transaction, TABLE, { id, state: 'open' }, { laws: JSON.stringify(laws) })) === 1;
}

export async function closeBreach(
  transaction: Transaction,
  id: string,
  { outcome, by, at }: { readonly outcome: BreachOutcome; readonly by: string; readonly at: number },
): Promise<boolean> {
  const changes = { state: 'closed', outcome, closed_by: by, closed_at: at };
  return (await changeRows(transaction, TABLE, { id, state: 'open' }, changes)) === 1;
}

export async function outdatedBreaches(database: Connection, closedBefore: number, limit: number): Promise<string[]> {
  const ids: readonly unknown[] = await database(TABLE)
    .where('closed_at', '<', closedBefore)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
  return ids.map(textColumn);
}

/** Deletes a case with everything about it. */
export async function deleteBreach(transaction: Transaction, id: string): Promise<void> {
  await deleteRows(transaction, 'breach_alarms', { case_id: id });
  await deleteRows(transaction, 'breach_decisions', { case_id: id });
  await deleteRows(transaction, 'breach_notices', { case_id: id });
  await deleteRows(transaction, 'breach_facts', { case_id: id });
  await deleteRows(transaction, TABLE, { id });
}

export async function insertFact(
  transaction: Transaction,
  caseId: string,
  fact: Omit<BreachFact, 'id'>,
): Promise<void> {
  const id = randomBytes(16).toString('hex');
  await insertRow(transaction, 'breach_facts', { case_id: caseId, ...facts.row({ ...fact, id }) });
}

/** In the order of the ledger. */
export function factsOf(database: Connection, caseId: string): Promise<BreachFact[]> {
  return facts.all(
    database('breach_facts')
      .where({ case_id: caseId })
      .orderBy([{ column: 'entry_index' }, { column: 'added_at' }, { column: 'id' }]),
  );
}
