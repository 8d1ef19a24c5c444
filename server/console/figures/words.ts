import type { IdleState } from '../../border/figures/lane-watch.ts';
import type { Period } from '../../border/figures/spans.ts';
import { dayOf, ownDateAndTime } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { t, translated } from '../languages/text.ts';

export const PERIOD_WORDS: { readonly [P in Period]: string } = translated({
  live: 'Last 3 hours',
  day: 'Day',
  week: 'Week',
  month: 'Month',
});

export const IDLE_WORDS: { readonly [S in IdleState]: string } = translated({
  'out-of-service': 'Out of service',
  emergency: 'Open in an emergency',
  silent: 'Not heard from',
});

/** The title of a chart with a bar for each slot. */
export function travellersInEach(slotMs: number): string {
  if (slotMs === 900_000) return t('Travellers in each quarter of an hour');
  return slotMs === 3_600_000 ? t('Travellers in each hour') : t('Travellers in each day');
}

/** When a slot begins: `2026-11-28 14:00 UTC` in the reader's time, or `2026-11-28` for a day, which is one of UTC. */
export function slotTime(at: number, slotMs: number): string {
  return slotMs < 86_400_000 ? ownDateAndTime(at) : dayOf(at);
}

/** `46,893`. */
export function shownCount(count: number): string {
  return formatNumber(count);
}

/** `4.2 s`, `71 s`, `3.5 min`. */
export function shownDuration(ms: number): string {
  return ms < 120_000
    ? t('{seconds} s', { seconds: short(ms / 1_000) })
    : t('{minutes} min', { minutes: short(ms / 60_000) });
}

/** `4.2 %`, `71 %`. */
export function shownShare(share: number): string {
  return `${short(share * 100)} %`;
}

/** One decimal digit for values below ten, none above. */
function short(value: number): string {
  return formatNumber(value, { maximumFractionDigits: value < 9.95 ? 1 : 0 });
}
