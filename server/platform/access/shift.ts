/** Weekly hours of a duty, in local time. Pure. */
import { z } from 'zod';
import { timeZoneSchema } from '../../contract/time-zone.ts';

const timeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time of day, 00:00 to 23:59');

export const shiftSchema = z.strictObject({
  /** Weekdays on which it begins, ISO 8601: 1 is Monday. */
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'must name each day once'),
  from: timeOfDay,
  /** If not later than `from`, it is on the next day. */
  until: timeOfDay,
  timeZone: timeZoneSchema,
});
export type Shift = z.infer<typeof shiftSchema>;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTES_A_DAY = 1_440;

/**
 * Whether a moment is in one of these shifts; true without shifts. Shifts follow daylight saving time: a local time that
 * is skipped counts with the next one, and a local time that occurs twice counts twice.
 */
export function isOnShift(shifts: readonly Shift[], nowMs: number): boolean {
  return shifts.length === 0 || shifts.some((shift) => isWithin(shift, nowMs));
}

function isWithin(shift: Shift, nowMs: number): boolean {
  const { day, minute } = localTime(shift.timeZone, nowMs);
  const from = minuteOf(shift.from);
  const length = (minuteOf(shift.until) - from + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY;
  const dayBefore = day === 1 ? 7 : day - 1;
  return (
    (shift.days.includes(day) && minute >= from && minute < from + length) ||
    (shift.days.includes(dayBefore) && minute + MINUTES_A_DAY < from + length)
  );
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function localTime(timeZone: string, nowMs: number): { day: number; minute: number } {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, ...parts });
    clocks.set(timeZone, clock);
  }
  const said = new Map(clock.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  return {
    day: DAYS.indexOf(said.get('weekday') ?? '') + 1,
    minute: Number(said.get('hour')) * 60 + Number(said.get('minute')),
  };
}
