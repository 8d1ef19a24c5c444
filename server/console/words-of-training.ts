/** The console's words for training. Complete by type. */
import type {
  CourseId,
  DrillAnswer,
  DrillScenario,
  ExamOutcome,
  RefresherCause,
} from '../people/training/vocabulary.ts';
import { translated } from './languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const COURSE_WORDS: Words<CourseId> = translated({
  phishing: 'Phishing and approval requests',
  'social-engineering': 'Social engineering at the lane',
  evidence: 'Rules of evidence',
  bias: 'Bias and automation bias',
});

/** A course of an earlier release is shown by its id. */
export function courseWords(course: string): string {
  return (COURSE_WORDS as Readonly<Record<string, string>>)[course] ?? course;
}

export const CAUSE_WORDS: Words<RefresherCause> = translated({
  incident: 'An incident',
  audit: 'A finding of an audit',
  'new-rules': 'New rules',
  alarm: 'An alarm, by a rule of the release',
  breach: 'A breach of personal data, by a rule of the release',
});

/** The result of an exam, and the next step. */
export const OUTCOME_WORDS: Words<ExamOutcome> = translated({
  passed: 'Passed',
  failed: 'Not passed. Read the lessons again, then try once more.',
  'out-of-time': 'The time was over before the answers came.',
  'course-changed': 'The course has a new version. This attempt does not count; begin again.',
});

export type CourseState = 'valid' | 'ending' | 'missing' | 'awaited' | 'open';

export const COURSE_STATE_WORDS: Words<CourseState> = translated({
  valid: 'Valid ## a course that was passed',
  ending: 'Take it again soon',
  missing: 'Missing ## a course that a duty needs',
  awaited: 'Needed soon ## a course',
  open: 'Not taken ## a course that no duty needs',
});

export const SCENARIO_WORDS: Words<DrillScenario> = translated({
  'own-rights': 'A person asks for a duty for themselves',
  'unknown-trader': 'A key for a trader that no one knows',
  'opening-of-stranger': 'A lane that a stranger opened',
  'unguarded-lanes': 'Lanes without the watchlist because of a crowd',
});

/** How the person answered, and whether that was good. */
export const ANSWER_WORDS: Words<DrillAnswer> = translated({
  approved: 'You approved it. Next time, look for the signs first.',
  declined: 'You turned it down. That was right; reporting it also protects your colleagues.',
  reported: 'You reported it. That was the best answer.',
});
