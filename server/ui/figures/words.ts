import type { IdleState } from '../../figures/lane-watch.ts';
import type { Period } from '../../figures/spans.ts';

export const PERIOD_WORDS: { readonly [P in Period]: string } = {
  live: 'Last 3 hours',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

export const IDLE_WORDS: { readonly [S in IdleState]: string } = {
  'out-of-service': 'Out of service',
  emergency: 'Open in an emergency',
  silent: 'Not heard from',
};

const SLOT_WORDS = new Map([
  [900_000, 'quarter of an hour'],
  [3_600_000, 'hour'],
]);

/** The name of a slot: `hour`. */
export function slotWord(slotMs: number): string {
  return SLOT_WORDS.get(slotMs) ?? 'day';
}

const clock = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** When a slot begins: `Sat 14:00` in the reader's time, or `Sat, 28 Nov` for a day, which is one of UTC. */
export function slotTime(at: number, slotMs: number): string {
  return slotMs < 86_400_000 ? clock.format(at) : day.format(at);
}

const counts = new Intl.NumberFormat('en-GB');

/** `46,893`. */
export function shownCount(count: number): string {
  return counts.format(count);
}

/** `4.2 s`, `71 s`, `3.5 min`. */
export function shownDuration(ms: number): string {
  return ms < 120_000 ? `${short(ms / 1_000)} s` : `${short(ms / 60_000)} min`;
}

/** `4.2 %`, `71 %`. */
export function shownShare(share: number): string {
  return `${short(share * 100)} %`;
}

/** One decimal digit for values below ten, none above. */
function short(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace('.0', '') : value.toFixed(0);
}
