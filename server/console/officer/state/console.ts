/** The contents of the page, as signals. Changed by `feed-client.ts`, read by the components. */
import { batch, computed, signal } from '@preact/signals';
import type { Alarm } from '../../../records/alarms/answers.ts';
import type { OutcomePage } from '../../../records/reports/answers.ts';
import type { OutcomeView } from '../../../records/reports/answers.ts';
import { withAlarm } from './latest.ts';
import { type Erasure, withErasure } from './erasures.ts';
import { judgeArrival, withOutcome, type Arrival, type Cursor, type Transaction } from './transactions.ts';

export const alarms = signal<readonly Alarm[] | null>(null);
export const transactions = signal<readonly Transaction[]>([]);
export const erasures = signal<readonly Erasure[]>([]);
export const cursor = signal<Cursor | null>(null);

/**
 * Reading holds the list still: what was there stays, and new items wait behind a button, also those whose place is further down, such as
 * a traveller whose referral was decided. `null` shows everything.
 */
const held = signal<ReadonlySet<string> | null>(null);
export const referralsOnly = signal(false);

const listed = computed(() =>
  referralsOnly.value
    ? transactions.value.filter((transaction) => transaction.match?.outcome === 'referred')
    : transactions.value,
);
export const shown = computed(() => {
  const those = held.value;
  return those === null ? listed.value : listed.value.filter(({ id }) => those.has(id));
});
export const waiting = computed(() => listed.value.length - shown.value.length);

/** Takes an outcome if no outcome of this console lies between a position and it; returns what it was. */
export function takeOutcome(outcome: OutcomeView, after: number): Arrival {
  const at = cursor.value;
  if (at === null) return 'ahead';
  const arrival = judgeArrival(at, outcome.feedPosition, after);
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

/** Takes what had been held back of travellers, at the places that it has among what came before. */
export function takeDecided(outcomes: readonly OutcomeView[]): void {
  transactions.value = outcomes.reduce<readonly Transaction[]>(withOutcome, transactions.value);
}

/** Takes a page that follows on where this one is: between its outcomes lies nothing of this person's. */
export function takePage({ outcomes, through, feedPosition }: OutcomePage): void {
  batch(() => {
    for (const outcome of outcomes) takeOutcome(outcome, cursor.value?.through ?? 0);
    const at = cursor.value;
    if (at === null) return;
    cursor.value = { through: Math.max(at.through, through), known: Math.max(at.known, feedPosition) };
  });
}

/** Starts reading at a position, forgetting what was shown. */
export function startAt(through: number, known: number): void {
  transactions.value = [];
  erasures.value = [];
  held.value = null;
  cursor.value = { through, known };
}

export function takeAlarm(alarm: Alarm): void {
  alarms.value = withAlarm(alarms.value ?? [], alarm);
}

/** The latest alarms at once; those raised in the meantime stay. */
export function takeAlarms(all: readonly Alarm[]): void {
  alarms.value = (alarms.value ?? []).reduceRight<readonly Alarm[]>(withAlarm, all);
}

/** Holds the list where it is, unless it is held already. */
export function holdList(): void {
  held.value ??= new Set(transactions.value.map(({ id }) => id));
}

export function releaseList(): void {
  held.value = null;
}
