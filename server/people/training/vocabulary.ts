/** The closed vocabulary of training. Pure: the console imports it. */
export const COURSE_IDS = ['phishing', 'social-engineering', 'evidence', 'bias'] as const;
export type CourseId = (typeof COURSE_IDS)[number];

/** Languages of the courses. */
export const COURSE_LANGUAGES = ['en', 'de', 'fr'] as const;
export type CourseLanguage = (typeof COURSE_LANGUAGES)[number];

/** How an exam ended: two by its answers, one by its time, one because the course has a new version. */
export const EXAM_OUTCOMES = ['passed', 'failed', 'out-of-time', 'course-changed'] as const;
export type ExamOutcome = (typeof EXAM_OUTCOMES)[number];

/** Why two people decide that others take a course again. */
export const PROPOSED_CAUSES = ['incident', 'audit', 'new-rules'] as const;
export type ProposedCause = (typeof PROPOSED_CAUSES)[number];
/** Why people take a course again. `alarm` and `breach`: by a rule of the release, without a proposal. */
export const REFRESHER_CAUSES = ['incident', 'audit', 'new-rules', 'alarm', 'breach'] as const;
export type RefresherCause = (typeof REFRESHER_CAUSES)[number];

/** A concluded exam is kept for three years after its end or, where it was passed, after the end of its validity; a refresher for as long after its day. */
export const CONCLUDED_EXAM_DAYS = 1_096;

/** Inventions that a drill shows: proposals that the person could approve, and `opening-of-stranger`, which an officer at a lane could confirm. */
export const DRILL_SCENARIOS = ['own-rights', 'unknown-trader', 'unguarded-lanes', 'opening-of-stranger'] as const;
export type DrillScenario = (typeof DRILL_SCENARIOS)[number];

/** How a person answered an invented proposal. All have the same length, so that a sealed one does not tell which it is. */
export const DRILL_ANSWERS = ['approved', 'declined', 'reported'] as const;
export type DrillAnswer = (typeof DRILL_ANSWERS)[number];

/** A count of people is shown only where at least as many people are in it, and at least as many are not. */
export const SMALLEST_DRILL_GROUP = 5;

/** A person reads their own answer for as long after the end of the drill. */
export const DRILL_ANSWER_DAYS = 366;

/** The signs of an invented proposal, read by a person after their answer. */
export interface ScenarioText {
  readonly title: string;
  readonly signs: readonly string[];
  readonly advice: string;
}
