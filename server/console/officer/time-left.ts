import { t } from '../languages/text.ts';

/** `43 min`, or seconds in the last minute; never below zero. */
export function minutes(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return seconds < 60 ? t('{count} s', { count: seconds }) : t('{count} min', { count: Math.ceil(seconds / 60) });
}
