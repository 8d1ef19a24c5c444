/** Periods of counts and of privacy budgets, in UTC. Pure. */
import type { BudgetPeriod, Granularity } from '../agreement/vocabulary.ts';

const DAY_MS = 86_400_000;
const THURSDAY = 4;

/** A period of counts. */
export interface Period {
  /** `2026-03-01`, `2026-W09` (ISO 8601) or `2026-03`. */
  readonly name: string;
  /** Wall ms; the end is not part of it. */
  readonly from: number;
  readonly to: number;
}

/** The period that contains a time. */
export function periodAt(granularity: Granularity, at: number): Period {
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  switch (granularity) {
    case 'day':
      return { name: isoDay(day), from: day, to: day + DAY_MS };
    case 'week': {
      const from = day - (isoWeekday(day) - 1) * DAY_MS;
      return { name: weekName(from), from, to: from + 7 * DAY_MS };
    }
    case 'month': {
      const date = new Date(day);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      return { name: isoDay(day).slice(0, 7), from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) };
    }
  }
}

/** The whole periods within a time, in order. */
export function periodsWithin(granularity: Granularity, from: number, to: number): Period[] {
  const periods: Period[] = [];
  for (let period = periodAt(granularity, from); period.to <= to; period = periodAt(granularity, period.to))
    if (period.from >= from) periods.push(period);
  return periods;
}

/** The first moment of a period by its name, wall ms. */
export function periodStart(name: string): number {
  const year = Number(name.slice(0, 4));
  if (name.charAt(5) !== 'W') return Date.parse(`${name.length === 7 ? `${name}-01` : name}T00:00:00Z`);
  // ISO 8601: 4 January is in the first week
  const inFirst = Date.UTC(year, 0, 4);
  return inFirst - (isoWeekday(inFirst) - 1) * DAY_MS + (Number(name.slice(6)) - 1) * 7 * DAY_MS;
}

/** The name of the budget period that contains a time. */
export function budgetPeriodAt(period: BudgetPeriod, at: number): string {
  const day = isoDay(at);
  switch (period) {
    case 'year':
      return day.slice(0, 4);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'month':
      return day.slice(0, 7);
  }
}

/** The end of a budget period by its name, wall ms. */
export function budgetPeriodEnd(name: string): number {
  const year = Number(name.slice(0, 4));
  const rest = name.slice(5);
  if (rest === '') return Date.UTC(year + 1, 0, 1);
  return rest.startsWith('Q') ? Date.UTC(year, Number(rest.slice(1)) * 3, 1) : Date.UTC(year, Number(rest), 1);
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Monday is 1. */
function isoWeekday(day: number): number {
  return new Date(day).getUTCDay() || 7;
}

/** The year of a week is the year of its Thursday. */
function weekName(monday: number): string {
  const thursday = monday + (THURSDAY - 1) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
