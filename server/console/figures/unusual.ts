/** Pure: values that lie outside what is usual at that time. */
import type { Figures } from '../../border/figures/answers.ts';

export interface Unusual {
  /** Index of the slot. */
  readonly slot: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** @param isRunning the last slot has not ended: so far, a low count is no sign */
export function unusualOf(
  { values, usual }: Figures['referralRate'],
  { isRunning }: { readonly isRunning: boolean },
): readonly Unusual[] {
  return values.flatMap((value, slot) => {
    const [low, high] = [usual.low[slot], usual.high[slot]];
    if (value === null || low === null || low === undefined || high === null || high === undefined) return [];
    const isEarly = isRunning && slot === values.length - 1;
    return value > high || (value < low && !isEarly) ? [{ slot, value, low, high }] : [];
  });
}
