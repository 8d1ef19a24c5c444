/**
 * Deadline of a traveller's request. GDPR Art. 12(3): one month from receipt, extended once by two months for a complex request, with
 * notice to the traveller within the first month. Months end as in Regulation 1182/71 Art. 3(2)(c): at the end of the day with the same
 * number, or of the month's last day. Pure.
 */
const DAY_MS = 86_400_000;

/**
 * @param receivedAt wall ms
 * @returns wall ms; days are UTC days
 */
export function answerDueAt(receivedAt: number, isExtended: boolean): number {
  return endOfDay(addMonths(receivedAt, isExtended ? 3 : 1));
}

export type Urgency = 'in-time' | 'soon' | 'late';

/** With fewer days left the request is marked as urgent. */
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
