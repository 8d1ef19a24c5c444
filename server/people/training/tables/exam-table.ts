import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  checked,
  integer,
  json,
  named,
  nullable,
  type RecordOf,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import type { DrawnQuestion } from '../draw.ts';
import { EXAM_OUTCOMES, type ExamOutcome } from '../vocabulary.ts';

const TABLE = 'training_exams';

const questionsSchema = z.array(
  z.strictObject({ id: z.string(), options: z.array(z.enum(['a', 'b', 'c', 'd', 'e'])) }),
);

const exams = table({
  id: text,
  personId: checked(personIdSchema),
  course: text,
  version: integer,
  questions: json(questionsSchema as z.ZodType<readonly DrawnQuestion[]>),
  begunAt: integer,
  expiresAt: integer,
  /** `null`: open. */
  outcome: nullable(word(EXAM_OUTCOMES)),
  concludedAt: nullable(integer),
  /** Only where it was passed. */
  validUntil: nullable(integer),
});

/** An exam of a person. It holds no answer. */
export type StoredExam = RecordOf<typeof exams>;

export async function insertExam(
  transaction: Transaction,
  exam: Omit<StoredExam, 'outcome' | 'concludedAt' | 'validUntil'>,
): Promise<void> {
  await insertRow(transaction, TABLE, exams.row(exam));
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
export function findExam(database: Connection, id: string, personId: PersonId): Promise<StoredExam | undefined> {
  return exams.one(database(TABLE).where({ id, person_id: personId }).first());
}

/** Also one whose time has expired and that was not concluded yet. */
export function findOpenExam(database: Connection, personId: PersonId): Promise<StoredExam | undefined> {
  return exams.one(database(TABLE).where({ person_id: personId }).whereNull('outcome').first());
}

/** Times at which the person began exams of a course since then, earliest first; without those that a new version ended. */
export async function begunSince(
  database: Connection,
  { personId, course }: Pick<StoredExam, 'personId' | 'course'>,
  since: number,
): Promise<number[]> {
  const rows: readonly Record<'begun_at' | 'outcome', unknown>[] = await database(TABLE)
    .where({ person_id: personId, course })
    .where('begun_at', '>', since)
    .orderBy('begun_at')
    .select('begun_at', 'outcome');
  return rows.filter(({ outcome }) => outcome !== 'course-changed').map((row) => integerColumn(row.begun_at));
}

const passes = table({
  personId: checked(personIdSchema),
  course: text,
  version: integer,
  at: named('concluded_at', integer),
  validUntil: integer,
});

/** A passed exam. */
export type Pass = RecordOf<typeof passes>;

/** Passes of these people, latest first; of all people without `people`. */
export async function listPasses(database: Connection, people?: readonly PersonId[]): Promise<Pass[]> {
  const query = database(TABLE)
    .where({ outcome: 'passed' })
    .orderBy([{ column: 'concluded_at', order: 'desc' }, { column: 'id' }]);
  if (people !== undefined) void query.whereIn('person_id', [...people]);
  return passes.all(query);
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
export function listExpired(database: Connection, now: number, limit: number): Promise<StoredExam[]> {
  return exams.all(database(TABLE).whereNull('outcome').where('expires_at', '<=', now).orderBy('id').limit(limit));
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
