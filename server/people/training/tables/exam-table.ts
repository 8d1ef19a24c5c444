import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import type { DrawnQuestion } from '../draw.ts';
import { EXAM_OUTCOMES, type ExamOutcome } from '../vocabulary.ts';

const TABLE = 'training_exams';

/** An exam of a person. It holds no answer. */
export interface StoredExam {
  readonly id: string;
  readonly personId: PersonId;
  readonly course: string;
  readonly version: number;
  readonly questions: readonly DrawnQuestion[];
  readonly begunAt: number;
  readonly expiresAt: number;
  /** `null`: open. */
  readonly outcome: ExamOutcome | null;
  readonly concludedAt: number | null;
  /** Only where it was passed. */
  readonly validUntil: number | null;
}

export async function insertExam(
  transaction: Transaction,
  exam: Omit<StoredExam, 'outcome' | 'concludedAt' | 'validUntil'>,
): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: exam.id,
    person_id: exam.personId,
    course: exam.course,
    version: exam.version,
    questions: JSON.stringify(exam.questions),
    begun_at: exam.begunAt,
    expires_at: exam.expiresAt,
  });
}

/** `false`: it was concluded before. */
export async function concludeExam(
  transaction: Transaction,
  id: string,
  { outcome, at, validUntil }: { readonly outcome: ExamOutcome; at: number; validUntil: number | null },
): Promise<boolean> {
  const changes = { outcome, concluded_at: at, valid_until: validUntil };
  return (await changeRows(transaction, TABLE, { id, outcome: null }, changes)) === 1;
}

/** The person's own; another person's is not found. */
export async function findExam(database: Connection, id: string, personId: PersonId): Promise<StoredExam | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id, person_id: personId }).first();
  return row === undefined ? undefined : examOf(row);
}

/** Also one whose time has expired and that was not concluded yet. */
export async function findOpenExam(database: Connection, personId: PersonId): Promise<StoredExam | undefined> {
  const row: Row | undefined = await database(TABLE).where({ person_id: personId }).whereNull('outcome').first();
  return row === undefined ? undefined : examOf(row);
}

/** Times at which the person began exams of a course since then, earliest first; without those that a new version ended. */
export async function begunSince(
  database: Connection,
  { personId, course }: Pick<StoredExam, 'personId' | 'course'>,
  since: number,
): Promise<number[]> {
  const rows: readonly Pick<Row, 'begun_at' | 'outcome'>[] = await database(TABLE)
    .where({ person_id: personId, course })
    .where('begun_at', '>', since)
    .orderBy('begun_at')
    .select('begun_at', 'outcome');
  return rows.filter(({ outcome }) => outcome !== 'course-changed').map((row) => integerColumn(row.begun_at));
}

/** A passed exam. */
export interface Pass {
  readonly personId: PersonId;
  readonly course: string;
  readonly version: number;
  readonly at: number;
  readonly validUntil: number;
}

/** Passes of these people, latest first; of all people without `people`. */
export async function listPasses(database: Connection, people?: readonly PersonId[]): Promise<Pass[]> {
  const query = database(TABLE)
    .where({ outcome: 'passed' })
    .orderBy([{ column: 'concluded_at', order: 'desc' }, { column: 'id' }])
    .select('person_id', 'course', 'version', 'concluded_at', 'valid_until');
  if (people !== undefined) void query.whereIn('person_id', [...people]);
  const rows: readonly Row[] = await query;
  return rows.map((row) => ({
    personId: personIdSchema.parse(row.person_id),
    course: textColumn(row.course),
    version: integerColumn(row.version),
    at: integerColumn(row.concluded_at),
    validUntil: integerColumn(row.valid_until),
  }));
}

/** When exams were passed in a time, wall ms, earliest first. */
export async function concludedPasses(
  database: Connection,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<number[]> {
  const times: readonly unknown[] = await database(TABLE)
    .where({ outcome: 'passed' })
    .where('concluded_at', '>=', from)
    .where('concluded_at', '<', to)
    .orderBy('concluded_at')
    .pluck('concluded_at');
  return times.map(integerColumn);
}

/** Open exams whose time has expired. */
export async function listExpired(database: Connection, now: number, limit: number): Promise<StoredExam[]> {
  const rows: readonly Row[] = await database(TABLE)
    .whereNull('outcome')
    .where('expires_at', '<=', now)
    .orderBy('id')
    .limit(limit);
  return rows.map(examOf);
}

/** Resolves to the number of erased rows. */
export async function eraseExams(transaction: Transaction, before: number, limit: number): Promise<number> {
  const ids: readonly unknown[] = await transaction(TABLE)
    .where('concluded_at', '<', before)
    .where((rows) => void rows.whereNull('valid_until').orWhere('valid_until', '<', before))
    .orderBy('id')
    .limit(limit)
    .pluck('id');
  for (const id of ids.map(textColumn)) await deleteRows(transaction, TABLE, { id });
  return ids.length;
}

type Row = Record<
  | 'id'
  | 'person_id'
  | 'course'
  | 'version'
  | 'questions'
  | 'begun_at'
  | 'expires_at'
  | 'outcome'
  | 'concluded_at'
  | 'valid_until',
  unknown
>;

const questionsSchema = z.array(
  z.strictObject({ id: z.string(), options: z.array(z.enum(['a', 'b', 'c', 'd', 'e'])) }),
);

function examOf(row: Row): StoredExam {
  return {
    id: textColumn(row.id),
    personId: personIdSchema.parse(row.person_id),
    course: textColumn(row.course),
    version: integerColumn(row.version),
    questions: questionsSchema.parse(JSON.parse(textColumn(row.questions))),
    begunAt: integerColumn(row.begun_at),
    expiresAt: integerColumn(row.expires_at),
    outcome: row.outcome === null ? null : wordColumn(EXAM_OUTCOMES, row.outcome),
    concludedAt: nullableIntegerColumn(row.concluded_at),
    validUntil: nullableIntegerColumn(row.valid_until),
  };
}
