/**
 * How much a lane keeps now, by class, age and due time: counts in bands of time, without identities. Each status carries it, so that
 * overdue captures show even if an erasure report is missing.
 */
import { z } from 'zod';
import type { RetentionClass } from './retention.ts';

const MINUTE_MS = 60_000;

/** Upper bounds of the bands, ms. Anything beyond the last is `later`, or `older`. */
export const KEEPING_BANDS_MS = { tenMinutes: 10 * MINUTE_MS, hour: 60 * MINUTE_MS, day: 1_440 * MINUTE_MS } as const;

/** Grace for an erasure to finish. Captures that were due longer ago are overdue. */
export const OVERDUE_AFTER_MS = MINUTE_MS;

const count = z.int().min(0).max(1_000_000_000);

export const keptCountsSchema = z
  .strictObject({
    /** By due time. Each capture is counted once, in the narrowest band. */
    due: z.strictObject({ overdue: count, tenMinutes: count, hour: count, day: count, later: count }),
    /** By age. */
    age: z.strictObject({ tenMinutes: count, hour: count, day: count, older: count }),
  })
  .refine(({ due, age }) => totalOf(due) === totalOf(age), 'must count the same captures by due time and by age');
export type KeptCounts = z.infer<typeof keptCountsSchema>;

export const DUE_BANDS = [
  'overdue',
  'tenMinutes',
  'hour',
  'day',
  'later',
] as const satisfies readonly (keyof KeptCounts['due'])[];
export type DueBand = (typeof DUE_BANDS)[number];

/** An absent class is empty. */
export const keepingSchema = z.strictObject({
  cleared: keptCountsSchema.optional(),
  referred: keptCountsSchema.optional(),
  resolved: keptCountsSchema.optional(),
  'after-doubt': keptCountsSchema.optional(),
  'legal-hold': keptCountsSchema.optional(),
  'registered-traveller': keptCountsSchema.optional(),
  'inspection-records': keptCountsSchema.optional(),
  'readiness-records': keptCountsSchema.optional(),
} satisfies { readonly [Class in RetentionClass]: z.ZodType });
export type Keeping = z.infer<typeof keepingSchema>;

/** One capture or record. Times are wall ms. */
export interface KeptThing {
  readonly keptAt: number;
  readonly eraseAt: number;
}

/** @param nowMs wall ms */
export function countKept(things: Iterable<KeptThing>, nowMs: number): KeptCounts {
  const due = { overdue: 0, tenMinutes: 0, hour: 0, day: 0, later: 0 };
  const age = { tenMinutes: 0, hour: 0, day: 0, older: 0 };
  for (const { keptAt, eraseAt } of things) {
    const leftMs = eraseAt - nowMs;
    due[leftMs <= -OVERDUE_AFTER_MS ? 'overdue' : (bandOf(leftMs) ?? 'later')] += 1;
    age[bandOf(nowMs - keptAt) ?? 'older'] += 1;
  }
  return { due, age };
}

export function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

function bandOf(ms: number): keyof typeof KEEPING_BANDS_MS | undefined {
  if (ms <= KEEPING_BANDS_MS.tenMinutes) return 'tenMinutes';
  if (ms <= KEEPING_BANDS_MS.hour) return 'hour';
  return ms <= KEEPING_BANDS_MS.day ? 'day' : undefined;
}
