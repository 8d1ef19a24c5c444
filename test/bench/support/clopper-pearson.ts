import { clopperPearson } from '../../../server/platform/base/clopper-pearson.ts';

/** A proportion with its exact 95 % interval (Clopper and Pearson 1934). */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  /** Share, 0..1; NaN for 0 of 0. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const BOTH_SIDES = { low: 0.025, high: 0.025 } as const;

export function proportion(count: number, of: number): Proportion {
  return { count, of, rate: count / of, ...clopperPearson(count, of, BOTH_SIDES) };
}

export function percent({ count, of, rate, low, high }: Proportion): string {
  if (of === 0) return '-';
  const shown = (share: number): string => (100 * share).toFixed(1);
  return `${count}/${of} = ${shown(rate)} % (${shown(low)}-${shown(high)})`;
}
