import type { IntervalHistogram } from 'node:perf_hooks';

/** Delays of an event loop, ms. */
export interface Delays {
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly mostMs: number;
}

/** The delay beyond the sampling interval of 1 ms, in ms. */
export function delaysOf(histogram: IntervalHistogram): Delays {
  const ms = (nanoseconds: number): number => Math.round(Math.max(0, nanoseconds / 1e6 - 1) * 100) / 100;
  return { medianMs: ms(histogram.percentile(50)), p99Ms: ms(histogram.percentile(99)), mostMs: ms(histogram.max) };
}
