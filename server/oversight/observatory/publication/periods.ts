/** Months and years that have ended and are settled. Pure. */
import { SETTLED_AFTER_DAYS } from './error-rate-report.ts';

export interface Period {
  /** `2026-10`, or `2026`. */
  readonly name: string;
  /** Wall ms of its first moment, and of the first moment after it. */
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/** Every month and year, oldest first, that begins with or after the month of `first`, and whose report is due at `now`. Wall ms. */
export function duePeriods(first: number, now: number): Period[] {
  const due: Period[] = [];
  const start = new Date(first);
  for (let year = start.getUTCFullYear(), month = start.getUTCMonth(); ; month++) {
    const from = Date.UTC(year, month);
    const to = Date.UTC(year, month + 1);
    if (to + SETTLED_AFTER_DAYS * DAY_MS > now) return due;
    due.push({ name: new Date(from).toISOString().slice(0, 7), from, to });
    if (new Date(to).getUTCMonth() === 0) {
      const ended = new Date(from).getUTCFullYear();
      due.push({ name: String(ended), from: Date.UTC(ended, 0), to });
    }
  }
}
