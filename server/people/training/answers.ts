import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { drillCountsSchema } from './drills/counts.ts';
import { COURSE_IDS, DRILL_ANSWERS, DRILL_SCENARIOS, EXAM_OUTCOMES, REFRESHER_CAUSES } from './vocabulary.ts';

const standing = {
  /** From when on a duty of the person needs the course; `null`: none does. */
  askedFrom: wallMs.nullable(),
  /** Until when the latest pass is valid, also where that time has expired; `null` without one. */
  validUntil: wallMs.nullable(),
  /** Last day, UTC, on which to take it again after a refresher. */
  againBy: z.string().nullable(),
};

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
  ...standing,
  attemptsLeft: z.int(),
});

/** The signed-in person's own training. */
export const ownTrainingSchema = z.strictObject({
  serverTime: wallMs,
  courses: z.array(ownCourseSchema),
  openExam: z.strictObject({ id: z.string(), course: z.enum(COURSE_IDS), expiresAt: wallMs }).nullable(),
  /** Those that the person has answered, and those that ended; latest first. Only the person is shown `answer`. */
  drills: z.array(
    z.strictObject({
      id: z.string(),
      scenario: z.enum(DRILL_SCENARIOS),
      title: z.string(),
      fromDay: z.string(),
      untilDay: z.string(),
      answer: z.enum(DRILL_ANSWERS).nullable(),
    }),
  ),
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

const courseStandingSchema = z.strictObject({ course: z.enum(COURSE_IDS), ...standing });
export type CourseStanding = Answer<typeof courseStandingSchema>;

const policyViewSchema = z.strictObject({
  requirements: z.array(z.strictObject({ role: z.enum(ROLES), courses: z.array(z.string()) })),
  fromDay: z.string(),
  /** Start of `fromDay`. */
  from: wallMs,
  graceDays: z.int(),
  approvedAt: wallMs,
});
export type PolicyView = Answer<typeof policyViewSchema>;

/** Names and dates. It has no exam that was failed. */
export const trainingOverviewSchema = z.strictObject({
  serverTime: wallMs,
  /** In force; `null`: none. */
  policy: policyViewSchema.nullable(),
  /** Those that will replace it, latest decided first. */
  next: z.array(policyViewSchema),
  /** Whether the policy does not apply to administrators, because fewer than two of them could act. */
  isWaived: z.boolean(),
  /** Whose day has not passed. */
  refreshers: z.array(
    z.strictObject({
      id: z.string(),
      course: z.string(),
      /** Names; `null`: everyone with the role. */
      people: z.array(z.string()).nullable(),
      role: z.enum(ROLES).nullable(),
      byDay: z.string(),
      cause: z.enum(REFRESHER_CAUSES),
      reference: z.string(),
      approvedAt: wallMs,
    }),
  ),
  /** By name. */
  people: z.array(
    z.strictObject({
      personId: z.string(),
      displayName: z.string(),
      roles: z.array(z.enum(ROLES)),
      courses: z.array(courseStandingSchema),
    }),
  ),
});
export type TrainingOverview = Answer<typeof trainingOverviewSchema>;

/** Plans of drills and the counts of ended ones. */
export const drillListSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest decided first. */
  drills: z.array(
    z.strictObject({
      id: z.string(),
      scenario: z.enum(DRILL_SCENARIOS),
      fromDay: z.string(),
      untilDay: z.string(),
      approvedAt: wallMs,
      endedAt: wallMs.nullable(),
      counts: drillCountsSchema.nullable(),
    }),
  ),
  /** Who can be asked, by name. */
  people: z.array(
    z.strictObject({ personId: z.string(), displayName: z.string(), scenarios: z.array(z.enum(DRILL_SCENARIOS)) }),
  ),
});
export type DrillList = Answer<typeof drillListSchema>;

/** The signs of an invented proposal. */
export const drillTextSchema = z.strictObject({
  scenario: z.enum(DRILL_SCENARIOS),
  title: z.string(),
  signs: z.array(z.string()),
  advice: z.string(),
  sources: z.array(z.strictObject({ title: z.string(), url: z.string() })),
});
export type DrillText = Answer<typeof drillTextSchema>;
