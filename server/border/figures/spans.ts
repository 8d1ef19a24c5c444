/** Retention of counts by slot length. Slots start at multiples of their length in UTC. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const SPANS = ['quarter', 'hour', 'day'] as const;
export type Span = (typeof SPANS)[number];

export const SPAN_MS: { readonly [S in Span]: number } = { quarter: 15 * MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/** Sufficient for the display and for usual values. */
export const KEPT_MS: { readonly [S in Span]: number } = { quarter: 8 * DAY_MS, hour: 36 * DAY_MS, day: 400 * DAY_MS };

export const PERIODS = ['live', 'day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Length and number of the slots of each period. The last slot is the running one. */
export const PERIOD_SLOTS: { readonly [P in Period]: { readonly span: Span; readonly slots: number } } = {
  live: { span: 'quarter', slots: 12 },
  day: { span: 'hour', slots: 24 },
  week: { span: 'hour', slots: 7 * 24 },
  month: { span: 'day', slots: 31 },
};

/** Readers who see no travellers get whole days: slots of two lengths, or a growing one, could be subtracted from each other. */
export const PUBLISHED_PERIODS = ['week', 'month'] as const;
export const PUBLISHED_SLOTS: { readonly [P in Period]: number } = { live: 7, day: 7, week: 7, month: 31 };

/** Start of the slot that contains `at`, wall ms. */
export function slotOf(span: Span, at: number): number {
  return at - (at % SPAN_MS[span]);
}
