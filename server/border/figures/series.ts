/** Converts counts by slot into the series of an answer. Pure. */
import { DEVICE_KINDS, OUTCOMES, type Outcome, REASON_CODES, STEPS } from '../../contract/vocabulary.ts';
import type { Figures } from './answers.ts';
import type { Figure } from './count.ts';
import { durationQuantile } from './duration-bins.ts';
import type { SlotCount } from './figure-table.ts';
import { IDLE_STATES } from './lane-watch.ts';
import { type Band, type Share, usualCounts, usualShare } from './usual-band.ts';

/** The slots of a period. */
export interface Slots {
  readonly from: number;
  readonly slotMs: number;
  readonly count: number;
}

export class SlotCounts {
  readonly #bySlot: readonly Map<string, number>[];

  constructor(slots: Slots, counts: readonly SlotCount[]) {
    this.#bySlot = Array.from({ length: slots.count }, () => new Map<string, number>());
    for (const { slot, figure, value, count } of counts) {
      const bySlot = this.#bySlot[(slot - slots.from) / slots.slotMs];
      bySlot?.set(`${figure} ${value}`, (bySlot.get(`${figure} ${value}`) ?? 0) + count);
    }
  }

  series(figure: Figure, value: string): number[] {
    return this.#bySlot.map((counts) => counts.get(`${figure} ${value}`) ?? 0);
  }

  outcomes(): readonly Outcomes[] {
    const series = OUTCOMES.map((outcome) => [outcome, this.series('outcome', outcome)] as const);
    return this.#bySlot.map(
      (_counts, slot) =>
        Object.fromEntries(series.map(([outcome, values]) => [outcome, values[slot] ?? 0])) as Outcomes,
    );
  }

  /** The values with at least one count, most frequent first. */
  present<Value extends string>(figure: Figure, values: readonly Value[]): readonly Value[] {
    const totals = values.map((value) => ({
      value,
      total: this.series(figure, value).reduce((sum, one) => sum + one, 0),
    }));
    return totals
      .filter(({ total }) => total > 0)
      .sort((one, other) => other.total - one.total)
      .map(({ value }) => value);
  }

  /** Durations of bins that are counted under `PREFIX17`, by slot. */
  bins(figure: Figure, prefix: string): readonly ReadonlyMap<number, number>[] {
    const start = `${figure} ${prefix}`;
    return this.#bySlot.map((counts) => {
      const bins = [...counts].flatMap(([key, count]): [number, number][] => {
        const bin = key.startsWith(start) ? key.slice(start.length) : '';
        return /^[0-9]+$/.test(bin) ? [[Number(bin), count]] : [];
      });
      return new Map(bins);
    });
  }
}

/** Outcomes of a slot that may be shown; `null` when withheld. */
export interface SlotOutcomes {
  readonly counts: { readonly [O in Outcome]: number | null };
  readonly total: number | null;
}

export type Outcomes = { readonly [O in Outcome]: number };

/** Number of travellers who did not leave before a decision. */
export function decidedOf(counts: Outcomes): number {
  return OUTCOMES.reduce((sum, outcome) => (outcome === 'abandoned' ? sum : sum + counts[outcome]), 0);
}

export function totalOf(counts: Outcomes): number {
  return OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/**
 * @param shown for each slot
 * @param earlier outcomes at the same time of earlier days, for each slot
 */
export function travellersOf(
  shown: readonly SlotOutcomes[],
  earlier: readonly (readonly Outcomes[])[],
): Figures['travellers'] {
  const outcomes = OUTCOMES.map((outcome) => ({ outcome, values: shown.map(({ counts }) => counts[outcome]) }));
  return {
    values: shown.map(({ total }) => total),
    usual: bandsOf(earlier.map((slots) => usualCounts(slots.map(totalOf)))),
    outcomes: outcomes.filter(({ values }) => values.some((value) => value !== 0)),
  };
}

export function referralRateOf(
  shown: readonly SlotOutcomes[],
  earlier: readonly (readonly Outcomes[])[],
): Figures['referralRate'] {
  const shares = shown.map(({ counts, total }): Share | null => {
    if (total === null || counts.referred === null || counts.abandoned === null) return null;
    return total === counts.abandoned ? null : { part: counts.referred, of: total - counts.abandoned };
  });
  const bands = shares.map((share, slot) => {
    const before = (earlier[slot] ?? []).map((counts): Share => ({ part: counts.referred, of: decidedOf(counts) }));
    return share === null ? null : usualShare(before, share.of);
  });
  return { values: shares.map((share) => share && share.part / share.of), usual: bandsOf(bands) };
}

function bandsOf(bands: readonly (Band | null)[]): Figures['travellers']['usual'] {
  return { low: bands.map((band) => band?.low ?? null), high: bands.map((band) => band?.high ?? null) };
}

/**
 * @param least smaller counts are withheld
 * @param last a running slot is left out, because its reasons would reveal a test referral by comparison with the queue
 */
export function reasonsOf(counts: SlotCounts, least: number, last: 'running' | 'ended' = 'ended'): Figures['reasons'] {
  const isHidden = (count: number, slot: number, all: readonly number[]) =>
    (last === 'running' && slot === all.length - 1) || (count > 0 && count < least);
  return counts.present('reason', REASON_CODES).map((reason) => ({
    reason,
    values: counts.series('reason', reason).map((count, slot, all) => (isHidden(count, slot, all) ? null : count)),
  }));
}

export function stepsOf(counts: SlotCounts, least: number): Figures['steps'] {
  return STEPS.map((step) => ({ step, ...durationsOf(counts.bins('step', `${step}/`), least) })).filter(({ median }) =>
    median.some((value) => value !== null),
  );
}

/** @param least with fewer durations in a slot, its value is withheld */
export function durationsOf(bins: readonly ReadonlyMap<number, number>[], least: number) {
  const of = (share: number) =>
    bins.map((slot) => {
      const total = [...slot.values()].reduce((sum, count) => sum + count, 0);
      return total < least ? null : durationQuantile(slot, share);
    });
  return { median: of(0.5), ninetieth: of(0.9) };
}

/**
 * Number of open referrals at the end of each slot.
 * @param openNow number at the end of the last slot
 */
export function openAtEnd(counts: SlotCounts, openNow: number): number[] {
  const arisen = counts.series('referral', 'arisen');
  const decided = counts.series('referral', 'decided');
  const open: number[] = [];
  let current = openNow;
  for (let slot = arisen.length - 1; slot >= 0; slot -= 1) {
    open[slot] = Math.max(0, current);
    current += (decided[slot] ?? 0) - (arisen[slot] ?? 0);
  }
  return open;
}

export function deviceFaultsOf(counts: SlotCounts): Figures['deviceFaults'] {
  return counts
    .present('device-fault', DEVICE_KINDS)
    .map((device) => ({ device, values: counts.series('device-fault', device) }));
}

export function idleOf(counts: SlotCounts): Figures['idle'] {
  return counts.present('lane-seconds', IDLE_STATES).map((state) => ({
    state,
    seconds: counts.series('lane-seconds', state),
  }));
}
