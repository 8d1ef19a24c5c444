/** The days of the handle chain: one place per day, counted from 1970, UTC. */
const DAY_MS = 86_400_000;

/** The label for deriving a day's handles. */
export const HANDLE_LABEL = 'postern/handle/v2';

/** Days since 1970-01-01 UTC. */
export function handleDay(wallMs: number): number {
  return Math.floor(wallMs / DAY_MS);
}

/** `YYYY-MM-DD`. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Parses `YYYY-MM-DD`; `undefined` when invalid. */
export function dayOfDate(date: string): number | undefined {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const day = handleDay(ms);
  return Number.isNaN(ms) || day < 0 || dateOfDay(day) !== date ? undefined : day;
}

/** One step for each day after `from`, up to and including `to`. */
export function stepsBetween(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `postern/handle-chain/v1/${from + index + 1}`);
}
