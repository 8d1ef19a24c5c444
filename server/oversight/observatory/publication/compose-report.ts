/** Makes the cells of a report from sums of observations. Pure. */
import type { ObservedCount } from '../records/observed-table.ts';
import { MODALITIES, type Modality, type Observation } from '../records/observe.ts';
import { type CorrectedRate, type OfficerQuality, ratesOf, type Rates } from '../rates/rates.ts';
import { type Proportion, proportionOf } from '../statistics/proportion.ts';
import {
  DIMENSIONS,
  type Dimension,
  type PublishedCell,
  type PublishedCorrected,
  type PublishedProportion,
  SMALLEST_COUNT,
  MIN_TRIALS,
} from './error-rate-report.ts';
import { type Withholding, withheldCounts } from './withhold.ts';

const VALUE_OF: { readonly [D in Dimension]: (count: ObservedCount) => string } = {
  fleet: () => '',
  site: ({ site }) => site,
  models: ({ models }) => models,
  device: ({ device }) => device,
};

/** Digits of a published rate. */
const DIGITS = 6;

/** Cells of one dimension and modality, in the order of their values. */
export function cellsOf(counts: readonly ObservedCount[], quality: OfficerQuality): PublishedCell[] {
  return DIMENSIONS.flatMap((dimension) =>
    MODALITIES.flatMap((modality) => {
      const tallies = talliesOf(counts, dimension, modality);
      const values = [...tallies.keys()].sort();
      const rates = values.map((value) => ratesOf(modality, tallies.get(value) ?? {}, quality));
      const left = new Set([...rates.keys()].filter((at) => rates[at]!.failureToAcquire.of < MIN_TRIALS));
      const hidden = hiddenCounts(rates, left);
      return rates.flatMap((rate, at): PublishedCell[] => {
        if (left.has(at)) return [];
        return [{ dimension, value: values[at] ?? '', ...publishedRates(rate, (figure) => hidden[figure].get(at)) }];
      });
    }),
  );
}

function talliesOf(counts: readonly ObservedCount[], dimension: Dimension, modality: Modality) {
  const tallies = new Map<string, { [O in Observation]?: number }>();
  for (const one of counts) {
    if (one.modality !== modality) continue;
    const value = VALUE_OF[dimension](one);
    const tally = tallies.get(value) ?? {};
    tally[one.observation] = (tally[one.observation] ?? 0) + one.count;
    tallies.set(value, tally);
  }
  return tallies;
}

const FIGURES = ['failureToAcquire', 'falseNonMatch', 'genuineRefusedAsAttack', 'notTakenAsLive'] as const;
type RateFigure = (typeof FIGURES)[number];

const COUNT_OF: { readonly [F in RateFigure]: (rates: Rates) => number } = {
  failureToAcquire: ({ failureToAcquire }) => failureToAcquire.count,
  falseNonMatch: ({ falseNonMatch }) => falseNonMatch.rejected,
  genuineRefusedAsAttack: ({ genuineRefusedAsAttack }) => genuineRefusedAsAttack?.rejected ?? 0,
  notTakenAsLive: ({ notTakenAsLive }) => notTakenAsLive?.count ?? 0,
};

function hiddenCounts(rates: readonly Rates[], left: ReadonlySet<number>) {
  const of = (figure: RateFigure) => withheldCounts(rates.map(COUNT_OF[figure]), left);
  return Object.fromEntries(FIGURES.map((figure) => [figure, of(figure)])) as {
    readonly [F in RateFigure]: ReadonlyMap<number, Withholding>;
  };
}

function publishedRates(rates: Rates, withheld: (figure: RateFigure) => Withholding | undefined) {
  const { modality, failureToAcquire, falseNonMatch, genuineRefusedAsAttack, notTakenAsLive } = rates;
  return {
    modality,
    failureToAcquire: publishedProportion(failureToAcquire, withheld('failureToAcquire')),
    falseNonMatch: publishedCorrected(falseNonMatch, withheld('falseNonMatch')),
    genuineRefusedAsAttack:
      genuineRefusedAsAttack === undefined
        ? null
        : publishedCorrected(genuineRefusedAsAttack, withheld('genuineRefusedAsAttack')),
    notTakenAsLive:
      notTakenAsLive === undefined ? null : publishedProportion(notTakenAsLive, withheld('notTakenAsLive')),
  };
}

/** A count that the reader may know to be small is published with the bound of the largest small count; another one without any. */
export function publishedProportion(
  { count, of, rate, low, high, method }: Proportion,
  withheld?: Withholding,
): PublishedProportion {
  if (withheld !== undefined)
    return { count: null, of, rate: null, low: 0, high: highOf(withheld, of), method: 'clopper-pearson' };
  return { count, of, rate: digitsOf(rate), low: digits(low), high: digits(high), method };
}

export function publishedCorrected(
  { trials, rejected, settled, foundGenuine, rate, low, high }: CorrectedRate,
  withheld?: Withholding,
): PublishedCorrected {
  if (withheld !== undefined) {
    const none = { rejected: null, settled: null, foundGenuine: null, rate: null };
    return { of: trials, ...none, low: 0, high: highOf(withheld, trials) };
  }
  return { of: trials, rejected, settled, foundGenuine, rate: digitsOf(rate), low: digits(low), high: digits(high) };
}

/** The upper bound that is published for a withheld count. */
export function highOf(withheld: Withholding, of: number): number {
  return withheld === 'small' ? digits(proportionOf(Math.min(SMALLEST_COUNT - 1, of), of).high) : 1;
}

/** Digits of a published number. */
export function digits(share: number): number {
  return Number(share.toPrecision(DIGITS));
}

function digitsOf(share: number | undefined): number | null {
  return share === undefined ? null : digits(share);
}
