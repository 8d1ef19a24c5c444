/** The tables of breach cases and of their facts. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { LAW_IDS, type LawId } from '../laws/vocabulary.ts';
import {
  BREACH_ORIGINS,
  BREACH_OUTCOMES,
  BREACH_STATES,
  type BreachOrigin,
  type BreachOutcome,
  type BreachState,
  DATA_KINDS,
  FACT_MEANINGS,
  type FactMeaning,
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

export interface StoredBreach {
  readonly id: string;
  readonly origin: BreachOrigin;
  readonly originId: string | null;
  readonly laws: readonly LawId[];
  /** When the controller became aware, wall ms. */
  readonly awareAt: number;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly assessment: Assessment | null;
  readonly assessedBy: string | null;
  /** When the breach was last assessed, wall ms. */
  readonly assessedAt: number | null;
  /** When it was first assessed as a major incident, wall ms. A later assessment does not change it. */
  readonly majorAt: number | null;
  readonly state: BreachState;
  readonly outcome: BreachOutcome | null;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
}

export interface BreachFact {
  readonly id: string;
  /** Index in the ledger. */
  readonly entry: number;
  readonly type: string;
  readonly meaning: FactMeaning;
  readonly by: string;
  readonly at: number;
}

const TABLE = 'breach_cases';
const lawsSchema = z.array(z.enum(LAW_IDS));

export async function insertBreach(
  transaction: Transaction,
  made: Pick<StoredBreach, 'origin' | 'originId' | 'laws' | 'awareAt' | 'openedAt' | 'openedBy'>,
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await insertRow(transaction, TABLE, {
    id,
    origin: made.origin,
    origin_id: made.originId,
    laws: JSON.stringify(made.laws),
    aware_at: made.awareAt,
    opened_at: made.openedAt,
    opened_by: made.openedBy,
    state: 'open',
  });
  return id;
}

export async function findBreach(database: Connection, id: string): Promise<StoredBreach | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : breachOf(row);
}

/** Open cases first, then the latest. */
export async function listBreaches(database: Connection, limit: number): Promise<StoredBreach[]> {
  const rows: readonly Row[] = await database(TABLE)
    .orderByRaw("case when state = 'closed' then 1 else 0 end")
    .orderBy([{ column: 'opened_at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(breachOf);
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
  await insertRow(transaction, 'breach_facts', {
    id: randomBytes(16).toString('hex'),
    case_id: caseId,
    entry_index: fact.entry,
    entry_type: fact.type,
    meaning: fact.meaning,
    added_by: fact.by,
    added_at: fact.at,
  });
}

/** In the order of the ledger. */
export async function factsOf(database: Connection, caseId: string): Promise<BreachFact[]> {
  const rows: readonly Record<'id' | 'entry_index' | 'entry_type' | 'meaning' | 'added_by' | 'added_at', unknown>[] =
    await database('breach_facts')
      .where({ case_id: caseId })
      .orderBy([{ column: 'entry_index' }, { column: 'added_at' }, { column: 'id' }]);
  return rows.map((row) => ({
    id: textColumn(row.id),
    entry: integerColumn(row.entry_index),
    type: textColumn(row.entry_type),
    meaning: wordColumn(FACT_MEANINGS, row.meaning),
    by: textColumn(row.added_by),
    at: integerColumn(row.added_at),
  }));
}

type Row = Record<
  | 'id'
  | 'origin'
  | 'origin_id'
  | 'laws'
  | 'aware_at'
  | 'opened_at'
  | 'opened_by'
  | 'assessment'
  | 'assessed_by'
  | 'assessed_at'
  | 'major_at'
  | 'state'
  | 'outcome'
  | 'closed_by'
  | 'closed_at',
  unknown
>;

export function breachOf(row: Row): StoredBreach {
  const assessment = row.assessment === null ? null : assessmentSchema.parse(JSON.parse(textColumn(row.assessment)));
  const assessedAt = nullableIntegerColumn(row.assessed_at);
  return {
    id: textColumn(row.id),
    origin: wordColumn(BREACH_ORIGINS, row.origin),
    originId: nullableTextColumn(row.origin_id),
    laws: lawsSchema.parse(JSON.parse(textColumn(row.laws))),
    awareAt: integerColumn(row.aware_at),
    openedAt: integerColumn(row.opened_at),
    openedBy: textColumn(row.opened_by),
    assessment,
    assessedBy: nullableTextColumn(row.assessed_by),
    assessedAt,
    // A row from before the column has the time of the assessment that found the incident
    majorAt: nullableIntegerColumn(row.major_at ?? null) ?? (assessment?.isMajor === true ? assessedAt : null),
    state: wordColumn(BREACH_STATES, row.state),
    outcome: row.outcome === null ? null : wordColumn(BREACH_OUTCOMES, row.outcome),
    closedBy: nullableTextColumn(row.closed_by),
    closedAt: nullableIntegerColumn(row.closed_at),
  };
}
