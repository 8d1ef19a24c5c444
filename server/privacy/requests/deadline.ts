/**
 * Pure: by when a request of a traveller must be answered. GDPR Art. 12(3): one month from receipt, extended once by two further months
 * where it is complex, of which the traveller is told within the first. Months as Regulation 1182/71 Art. 3(2)(c) counts them: to the
 * day of the same number, or the month's last where it has none, and to that day's end.
 */
const DAY_MS = 86_400_000;

/** `receivedAt` and the answer: wall ms; days are UTC days. */
export function answerDueAt(receivedAt: number, isExtended: boolean): number {
  return endOfDay(addMonths(receivedAt, isExtended ? 3 : 1));
}

export type Urgency = 'in-time' | 'soon' | 'late';

/** Less than this many days left: it is time. */
const SOON_DAYS = 7;

export function urgencyOf(dueAt: number, nowMs: number): Urgency {
  if (nowMs > dueAt) return 'late';
  return dueAt - nowMs < SOON_DAYS * DAY_MS ? 'soon' : 'in-time';
}

function addMonths(ms: number, months: number): number {
  const from = new Date(ms);
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay));
}

function endOfDay(ms: number): number {
  return ms + DAY_MS - 1;
}
