/** Exams: begun, shown and concluded by the person alone. The right answers stay in the server until the exam is concluded. */
import { randomBytes } from 'node:crypto';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { type Refusal, refuse } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { ConcludedExam, ExamView } from './answers.ts';
import type { Courses } from './courses/catalogue.ts';
import type { Course } from './courses/course.ts';
import type { AnswerSealer } from './drills/drill-decoys.ts';
import { drawQuestions, type GivenAnswer, gradeAnswers, type Ticket } from './draw.ts';
import { begunSince, concludeExam, findExam, findOpenExam, insertExam, type StoredExam } from './tables/exam-table.ts';
import type { TrainedParts } from './trained-duties.ts';
import type { CourseId, CourseLanguage, ExamOutcome } from './vocabulary.ts';

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export interface TrainingDesk extends Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>, TrainedParts {
  readonly ticket: Ticket;
  /** Opens the person's own answers in drills. */
  readonly sealer: AnswerSealer;
  /** Whether the person exists and is not disabled. */
  isPerson(database: Connection, personId: PersonId): Promise<boolean>;
  /** Called after a person has passed an exam. */
  onPassed(personId: PersonId): void;
}

export type Begun = { readonly kind: 'begun'; readonly exam: StoredExam } | Refusal;

/**
 * Begins an exam, or resumes the person's open one of this course. Resolves when it is durable and in the ledger. Refusals: `not-found` for an
 * unknown course, `not-entitled` for a disabled person, `exam-open` while one of another course is open, `rate-limited` when the attempts of
 * 24 hours are spent.
 */
export async function beginExam(desk: TrainingDesk, personId: PersonId, wanted: CourseId): Promise<Begun> {
  const course = desk.courses.get(wanted);
  if (course === undefined) return refuse('not-found', 'there is no such course', 'course');
  const begun = await desk.queue.run(async (transaction): Promise<Begun> => {
    if (!(await desk.isPerson(transaction, personId))) return refuse('not-entitled', 'the person is disabled');
    const now = Math.round(desk.clock.wallMs());
    const open = await findOpenExam(transaction, personId);
    if (open !== undefined && !(await endIfOver(desk, transaction, open, now))) {
      return open.course === wanted ? { kind: 'begun', exam: open } : refuse('exam-open', open.course, 'course');
    }
    const times = await begunSince(transaction, { personId, course: wanted }, now - DAY_MS);
    const [earliest] = times.slice(-course.exam.attemptsPerDay);
    if (times.length >= course.exam.attemptsPerDay && earliest !== undefined) {
      const retryAfterS = Math.max(1, Math.ceil((earliest + DAY_MS - now) / 1_000));
      return { ...refuse('rate-limited', 'the attempts of 24 hours are spent'), retryAfterS };
    }
    const exam: StoredExam = {
      id: randomBytes(16).toString('hex'),
      personId,
      course: course.id,
      version: course.version,
      questions: drawQuestions(course, desk.ticket),
      begunAt: now,
      expiresAt: now + course.exam.minutes * MINUTE_MS,
      outcome: null,
      concludedAt: null,
      validUntil: null,
    };
    await insertExam(transaction, exam);
    return { kind: 'begun', exam };
  });
  await desk.ledger.settle();
  return begun;
}

/** The questions without their right answers; `undefined` for a concluded exam or one whose course has changed. */
export function showExam({ courses }: Pick<TrainingDesk, 'courses'>, exam: StoredExam, language: CourseLanguage) {
  const course = courseOf(courses, exam);
  if (course === undefined || exam.outcome !== null) return undefined;
  const texts = course.texts[language].questions;
  return {
    id: exam.id,
    course: course.id,
    expiresAt: exam.expiresAt,
    passes: course.exam.passes,
    questions: exam.questions.map(({ id, options }) => ({
      id,
      asks: texts[id]?.asks ?? '',
      options: options.map((option) => texts[id]?.options[option] ?? ''),
    })),
  } satisfies ExamView;
}

export type Concluded = { readonly kind: 'concluded'; readonly exam: ConcludedExam } | Refusal;

/**
 * Grades the answers and concludes the exam, once. The marks of each question are in this answer only, and are not stored. Refusals:
 * `not-found` also for another person's exam, `exam-over` for a concluded one, `not-entitled` for a disabled person, `invalid-message` for
 * answers that are not exactly one for each question of the exam.
 */
export async function answerExam(
  desk: TrainingDesk,
  personId: PersonId,
  id: string,
  { answers, language }: { readonly answers: readonly GivenAnswer[]; readonly language: CourseLanguage },
): Promise<Concluded> {
  const concluded = await desk.queue.run(async (transaction): Promise<Concluded> => {
    const exam = await findExam(transaction, id, personId);
    if (exam === undefined) return refuse('not-found', 'there is no such exam');
    if (!(await desk.isPerson(transaction, personId))) return refuse('not-entitled', 'the person is disabled');
    if (exam.outcome !== null) return refuse('exam-over', exam.outcome);
    const now = Math.round(desk.clock.wallMs());
    const early = await endIfOver(desk, transaction, exam, now);
    const course = courseOf(desk.courses, exam);
    if (early !== undefined || course === undefined) {
      const outcome = early ?? 'course-changed';
      return {
        kind: 'concluded',
        exam: { outcome, right: null, of: exam.questions.length, validUntil: null, marks: [] },
      };
    }
    const graded = gradeAnswers(course, exam.questions, answers);
    if (graded === undefined) return refuse('invalid-message', 'must be one answer for each question', 'answers');
    const right = graded.filter(({ isRight }) => isRight).length;
    const outcome = right >= course.exam.passes ? 'passed' : 'failed';
    const validUntil = outcome === 'passed' ? now + course.validDays * DAY_MS : null;
    await concludeExam(transaction, id, { outcome, at: now, validUntil });
    const texts = course.texts[language].questions;
    const marks = graded.map((one) => ({ ...one, because: texts[one.question]?.because ?? '' }));
    return { kind: 'concluded', exam: { outcome, right, of: graded.length, validUntil, marks } };
  });
  await desk.ledger.settle();
  if (concluded.kind === 'concluded' && concluded.exam.outcome === 'passed') desk.onPassed(personId);
  return concluded;
}

/** The course of an exam in the version in which it was begun. */
function courseOf(courses: Courses, { course, version }: StoredExam): Course | undefined {
  const found = [...courses.values()].find(({ id }) => id === course);
  return found?.version === version ? found : undefined;
}

/** Concludes an open exam whose time has expired or whose course has changed. @returns the outcome; `undefined`: it goes on */
export async function endIfOver(
  { courses }: Pick<TrainingDesk, 'courses'>,
  transaction: Transaction,
  exam: StoredExam,
  now: number,
): Promise<ExamOutcome | undefined> {
  const isCurrent = courseOf(courses, exam) !== undefined;
  if (isCurrent && now < exam.expiresAt) return undefined;
  const outcome = isCurrent ? 'out-of-time' : 'course-changed';
  await concludeExam(transaction, exam.id, { outcome, at: now, validUntil: null });
  return outcome;
}
