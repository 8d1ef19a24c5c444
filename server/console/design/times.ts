/** The one form of dates and times on each page: `2026-11-28 09:41:07 UTC`, the same in every language, with its zone. */
import { formatDate, formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** `09:41:07` by the reader's clock; on another day than today with the day and the zone. */
export function timeOfDay(ms: number, nowMs: number, to: 'second' | 'minute' = 'second'): string {
  const { at, zone } = byOwnClock(ms);
  const shown = to === 'second' ? at : at.slice(0, 16);
  return at.slice(0, 10) === byOwnClock(nowMs).at.slice(0, 10) ? shown.slice(11) : `${shown} ${zone}`;
}

/** `2026-11-28 10:41 UTC+01:00`: by the reader's clock. */
export function ownDateAndTime(ms: number): string {
  const { at, zone } = byOwnClock(ms);
  return `${at.slice(0, 16)} ${zone}`;
}

function byOwnClock(ms: number): { readonly at: string; readonly zone: string } {
  const aheadMin = -new Date(ms).getTimezoneOffset();
  const at = isoOf(ms + aheadMin * 60_000);
  const two = (count: number) => String(Math.floor(Math.abs(count))).padStart(2, '0');
  const zone = `UTC${aheadMin < 0 ? '-' : '+'}${two(aheadMin / 60)}:${two(aheadMin % 60)}`;
  return { at, zone: aheadMin === 0 ? 'UTC' : zone };
}

function isoOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ');
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
  return `${isoOf(wallMs)} UTC`;
}

/** `2026-11-28 09:41`: the form of an entry, in UTC. */
export function minuteOf(wallMs: number): string {
  return isoOf(wallMs).slice(0, 16);
}

/** `2026-11-28`: the day in UTC. */
export function dayOf(wallMs: number): string {
  return isoOf(wallMs).slice(0, 10);
}

/** `November 2026`: a heading above the days of a month in UTC. */
export function monthOf(wallMs: number): string {
  return formatDate(wallMs, { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** The zone of the reader's clock, such as `Europe/Lisbon`. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
