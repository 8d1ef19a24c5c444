import { z } from 'zod';
import { type Answer, wallMs } from '../base/answer.ts';
import { COURSE_IDS, EXAM_OUTCOMES } from './vocabulary.ts';

const ownCourseSchema = z.strictObject({
  id: z.enum(COURSE_IDS),
  version: z.int(),
  title: z.string(),
  lessons: z.int(),
  minutes: z.int(),
  questions: z.int(),
  /** Right answers needed to pass. */
  passes: z.int(),
  validDays: z.int(),
  /** Latest pass, also one that is no longer valid; `null` without one. */
  passedAt: wallMs.nullable(),
  validUntil: wallMs.nullable(),
  attemptsLeft: z.int(),
});

/** The signed-in person's own training. */
export const ownTrainingSchema = z.strictObject({
  serverTime: wallMs,
  courses: z.array(ownCourseSchema),
  openExam: z.strictObject({ id: z.string(), course: z.enum(COURSE_IDS), expiresAt: wallMs }).nullable(),
});
export type OwnTraining = Answer<typeof ownTrainingSchema>;

export const courseViewSchema = z.strictObject({
  id: z.enum(COURSE_IDS),
  version: z.int(),
  title: z.string(),
  lessons: z.array(z.strictObject({ title: z.string(), paragraphs: z.array(z.string()) })),
  sources: z.array(z.strictObject({ title: z.string(), url: z.string() })),
});
export type CourseView = Answer<typeof courseViewSchema>;

/** An open exam: nothing in it says which option is right. */
export const examViewSchema = z.strictObject({
  id: z.string(),
  course: z.enum(COURSE_IDS),
  expiresAt: wallMs,
  passes: z.int(),
  questions: z.array(z.strictObject({ id: z.string(), asks: z.string(), options: z.array(z.string()) })),
});
export type ExamView = Answer<typeof examViewSchema>;

/** Sent once, to the person who took the exam. */
export const concludedExamSchema = z.strictObject({
  outcome: z.enum(EXAM_OUTCOMES),
  /** `null` where the answers were not graded. */
  right: z.int().nullable(),
  of: z.int(),
  validUntil: wallMs.nullable(),
  marks: z.array(z.strictObject({ question: z.string(), isRight: z.boolean(), because: z.string() })),
});
export type ConcludedExam = Answer<typeof concludedExamSchema>;
