/** Pure: figures as a file that spreadsheets read (RFC 4180). A line for each slot; times in UTC. */
import type { Figures } from '../../border/figures/answers.ts';
import { dayOf } from '../design/times.ts';

type Column = readonly [head: string, values: readonly (number | null)[]];

const perCent = (values: readonly (number | null)[]) =>
  values.map((value) => value && Math.round(value * 10_000) / 100);
const seconds = (values: readonly (number | null)[]) => values.map((value) => value && Math.round(value / 100) / 10);
const rounded = (values: readonly (number | null)[]) => values.map((value) => value && Math.round(value * 10) / 10);

/** Empty cells: nothing was counted, or it is withheld. */
export function figuresCsv(figures: Figures): string {
  const columns = columnsOf(figures);
  const lines = figures.travellers.values.map((_value, slot) => {
    const from = figures.from + slot * figures.slotMs;
    const times = [from, from + figures.slotMs].map((at) => new Date(at).toISOString());
    return [...times, ...columns.map(([, values]) => values[slot] ?? '')].join(',');
  });
  return `${[['from', 'to', ...columns.map(([head]) => head)].join(','), ...lines].join('\r\n')}\r\n`;
}

function columnsOf(figures: Figures): readonly Column[] {
  const { travellers, referralRate, reasons, steps, waiting, deviceFaults, idle } = figures;
  return [
    ['travellers', travellers.values],
    ['travellers usual low', rounded(travellers.usual.low)],
    ['travellers usual high', rounded(travellers.usual.high)],
    ...travellers.outcomes.map(({ outcome, values }): Column => [`outcome ${outcome}`, values]),
    ['referral rate %', perCent(referralRate.values)],
    ['referral rate usual low %', perCent(referralRate.usual.low)],
    ['referral rate usual high %', perCent(referralRate.usual.high)],
    ...reasons.map(({ reason, values }): Column => [`reason ${reason}`, values]),
    ...steps.flatMap(({ step, median, ninetieth }): Column[] => [
      [`${step} median s`, seconds(median)],
      [`${step} 90th percentile s`, seconds(ninetieth)],
    ]),
    ['wait median s', seconds(waiting.median)],
    ['wait 90th percentile s', seconds(waiting.ninetieth)],
    ['open referrals', waiting.open],
    ...deviceFaults.map(({ device, values }): Column => [`faults ${device}`, values]),
    ...idle.map(({ state, seconds: values }): Column => [`${state} s`, values]),
  ];
}

/** @param what the site or lane, for the file's name */
export function csvName(figures: Figures, what: string): string {
  const day = dayOf(figures.serverTime);
  return `figures-${what.replaceAll(/[^\w-]+/g, '-')}-${figures.period}-${day}.csv`;
}
