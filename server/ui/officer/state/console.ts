/** What the page shows, as signals. Changed by `feed-client.ts`, read by the components. */
import { computed, signal } from '@preact/signals';
import type { Alarm } from '../../../views/alarm.ts';
import type { OutcomePage } from '../../../views/feed-message.ts';
import type { OutcomeView } from '../../../views/outcome.ts';
import { withAlarm } from './latest.ts';
import { type Erasure, withErasure } from './erasures.ts';
import { referrals } from './referrals.ts';
import { judgeArrival, withOutcome, type Arrival, type Cursor, type Transaction } from './transactions.ts';

export const alarms = signal<readonly Alarm[] | null>(null);
export const transactions = signal<readonly Transaction[]>([]);
export const erasures = signal<readonly Erasure[]>([]);
export const cursor = signal<Cursor | null>(null);

/** Reading holds the list still: what comes meanwhile waits behind a button. `null` shows everything. */
export const heldAt = signal<number | null>(null);
export const referralsOnly = signal(false);

/**
 * Who was referred is listed once that is decided, or known to be nobody's any more: until then the queue is the one list of them, so that two
 * lists that are laid side by side tell no test of attention from a traveller.
 */
const settled = computed(() => {
  const answer = referrals.value;
  const undecided = new Set(answer?.open.map(({ kioskId, transactionId }) => `${kioskId} ${transactionId}`));
  return transactions.value.filter(({ id, match, receivedAt }) => {
    if (match?.outcome !== 'referred') return true;
    return answer !== null && receivedAt < answer.serverTime && !undecided.has(id);
  });
});
const listed = computed(() =>
  referralsOnly.value
    ? settled.value.filter((transaction) => transaction.match?.outcome === 'referred')
    : settled.value,
);
export const shown = computed(() => {
  const limit = heldAt.value;
  return limit === null ? listed.value : listed.value.filter((transaction) => transaction.position <= limit);
});
export const waiting = computed(() => listed.value.length - shown.value.length);

/** Takes an outcome if it follows on; says what it was. */
export function takeOutcome(outcome: OutcomeView): Arrival {
  const at = cursor.value;
  if (at === null) return 'ahead';
  const arrival = judgeArrival(at, outcome.feedPosition);
  const known = Math.max(at.known, outcome.feedPosition);
  if (arrival === 'next') {
    transactions.value = withOutcome(transactions.value, outcome);
    erasures.value = withErasure(erasures.value, outcome);
    cursor.value = { through: outcome.feedPosition, known };
  } else if (known !== at.known) {
    cursor.value = { ...at, known };
  }
  return arrival;
}

/** Notes that what happened at a position was at somebody else's lane. */
export function passOver(position: number): Arrival {
  const at = cursor.value;
  if (at === null) return 'ahead';
  const arrival = judgeArrival(at, position);
  const known = Math.max(at.known, position);
  cursor.value = { through: arrival === 'next' ? position : at.through, known };
  return arrival;
}

/** Takes a page that follows on where this one is: between its outcomes lies nothing of this person's. */
export function takePage({ outcomes, through, feedPosition }: OutcomePage): void {
  for (const outcome of outcomes) {
    const at = cursor.value;
    if (at !== null && outcome.feedPosition > at.through) cursor.value = { ...at, through: outcome.feedPosition - 1 };
    takeOutcome(outcome);
  }
  const at = cursor.value;
  if (at === null) return;
  cursor.value = { through: Math.max(at.through, through), known: Math.max(at.known, feedPosition) };
}

/** Starts reading at a position, forgetting what was shown. */
export function startAt(through: number, known: number): void {
  transactions.value = [];
  erasures.value = [];
  heldAt.value = null;
  cursor.value = { through, known };
}

export function takeAlarm(alarm: Alarm): void {
  alarms.value = withAlarm(alarms.value ?? [], alarm);
}

/** The latest alarms at once; those raised meanwhile stand. */
export function takeAlarms(all: readonly Alarm[]): void {
  alarms.value = (alarms.value ?? []).reduceRight<readonly Alarm[]>(withAlarm, all);
}

/** Holds the list where it is, unless it is held already. */
export function holdList(): void {
  heldAt.value ??= transactions.value[0]?.position ?? 0;
}

export function releaseList(): void {
  heldAt.value = null;
}
