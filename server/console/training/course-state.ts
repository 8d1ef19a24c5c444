/** Pure: the state of a course for one person. */
import type { CourseStanding } from '../../people/training/answers.ts';
import type { BadgeProps } from '../design/badge.tsx';
import type { CourseState } from '../words-of-training.ts';

const SOON_MS = 30 * 86_400_000;

/** A course that a duty needs is missing from the time at which it is asked; before, it is awaited. */
export function courseState(
  { askedFrom, validUntil, againBy }: Omit<CourseStanding, 'course'>,
  nowMs: number,
): CourseState {
  if (validUntil !== null && validUntil > nowMs)
    return againBy !== null || validUntil < nowMs + SOON_MS ? 'ending' : 'valid';
  if (askedFrom !== null) return askedFrom <= nowMs ? 'missing' : 'awaited';
  return againBy === null ? 'open' : 'awaited';
}

export const COURSE_LOOKS: { readonly [State in CourseState]: Omit<BadgeProps, 'word'> } = {
  valid: { tone: 'good', icon: 'tick' },
  ending: { tone: 'caution', icon: 'wait' },
  missing: { tone: 'bad', icon: 'warning' },
  awaited: { tone: 'caution', icon: 'wait' },
  open: { tone: 'plain', icon: 'dash' },
};
