/** The closed vocabulary of training. Pure: the console imports it. */
export const COURSE_IDS = ['phishing', 'social-engineering', 'evidence', 'bias'] as const;
export type CourseId = (typeof COURSE_IDS)[number];

/** Languages of the courses. */
export const COURSE_LANGUAGES = ['en', 'de', 'fr'] as const;
export type CourseLanguage = (typeof COURSE_LANGUAGES)[number];

/** How an exam ended: two by its answers, one by its time, one because the course has a new version. */
export const EXAM_OUTCOMES = ['passed', 'failed', 'out-of-time', 'course-changed'] as const;
export type ExamOutcome = (typeof EXAM_OUTCOMES)[number];

/** Why people take a course again. */
export const REFRESHER_CAUSES = ['incident', 'audit', 'new-rules'] as const;
export type RefresherCause = (typeof REFRESHER_CAUSES)[number];

/** A concluded exam is kept for three years after its end or, where it was passed, after the end of its validity; a refresher for as long after its day. */
export const CONCLUDED_EXAM_DAYS = 1_096;
