import { formatDate, formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const DAY = { day: 'numeric', month: 'short' } as const;

/** `09:41:07`, with the day where it is not today's. */
export function timeOfDay(ms: number, nowMs: number): string {
  const at = new Date(ms);
  const time = formatDate(at, CLOCK);
  return at.toDateString() === new Date(nowMs).toDateString() ? time : `${formatDate(at, DAY)}, ${time}`;
}

/** `now`, `12 s`, `3 min`, `2 h`, `4 d`. Never negative: clocks differ a little. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return t('{count} s', { count: seconds });
  if (seconds < 3_600) return t('{count} min', { count: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t('{count} h', { count: Math.floor(seconds / 3_600) });
  return t('{count} d', { count: Math.floor(seconds / 86_400) });
}

/** `1.2 s`. */
export function duration(ms: number): string {
  if (ms < 100) return t('{count} ms', { count: ms });
  return t('{seconds} s', { seconds: formatNumber(ms / 1_000, ONE_DIGIT) });
}

/** Day and time of day in UTC, to the second: the same on every console. */
export function dateAndTime(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
