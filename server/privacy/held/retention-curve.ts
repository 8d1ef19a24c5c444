/** When kept items are due for erasure. Pure. */
import { DUE_BANDS, type DueBand, KEEPING_BANDS_MS, type KeptCounts } from '../../contract/keeping.ts';
import type { CurvePoint } from '../answers/privacy.ts';

export function dueTotals(all: readonly KeptCounts[]): { band: DueBand; count: number }[] {
  return DUE_BANDS.map((band) => ({ band, count: all.reduce((sum, { due }) => sum + due[band], 0) }));
}

/**
 * Upper bound of the number of items left at the end of each band, starting now. It is an upper bound because a band gives the latest time
 * of erasure. Overdue items stay in the count.
 */
export function retentionCurve(all: readonly KeptCounts[], nowMs: number): CurvePoint[] {
  const totals = new Map(dueTotals(all).map(({ band, count }) => [band, count]));
  let left = [...totals.values()].reduce((sum, count) => sum + count, 0);
  const points: CurvePoint[] = [{ at: nowMs, count: left }];
  for (const band of ['tenMinutes', 'hour', 'day'] as const) {
    left -= totals.get(band) ?? 0;
    points.push({ at: nowMs + KEEPING_BANDS_MS[band], count: left });
  }
  return points;
}

const DAY_MS = 86_400_000;

/** Counts by UTC day: `days` points, the last one today. */
export function byDay(events: readonly CurvePoint[], nowMs: number, days: number): CurvePoint[] {
  const today = nowMs - (nowMs % DAY_MS);
  const counts = new Map<number, number>();
  for (const { at, count } of events) {
    const day = at - (at % DAY_MS);
    counts.set(day, (counts.get(day) ?? 0) + count);
  }
  return Array.from({ length: days }, (_, index) => {
    const at = today - (days - 1 - index) * DAY_MS;
    return { at, count: counts.get(at) ?? 0 };
  });
}
