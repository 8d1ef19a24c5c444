/**
 * How much a lane keeps at this moment, in which class, how old it is and when it must be gone: counts in bands of time, never of whom.
 * A lane says it with each status, so that what is overdue shows although the report of its erasure is missing.
 */
import { z } from 'zod';
import type { RetentionClass } from './retention.ts';

const MINUTE_MS = 60_000;

/** Upper bounds of the bands, ms; what is beyond the last is `later`, or `older`. */
export const KEEPING_BANDS_MS = { tenMinutes: 10 * MINUTE_MS, hour: 60 * MINUTE_MS, day: 1_440 * MINUTE_MS } as const;

/** An erasure takes a moment: what was due this long ago and is still there is overdue. */
export const OVERDUE_AFTER_MS = MINUTE_MS;

const count = z.int().min(0).max(1_000_000_000);

export const keptCountsSchema = z
  .strictObject({
    /** By when it must be gone: each is counted once, in the narrowest band. */
    due: z.strictObject({ overdue: count, tenMinutes: count, hour: count, day: count, later: count }),
    /** Since when it is kept. */
    age: z.strictObject({ tenMinutes: count, hour: count, day: count, older: count }),
  })
  .refine(({ due, age }) => totalOf(due) === totalOf(age), 'counts the same things by due and by age');
export type KeptCounts = z.infer<typeof keptCountsSchema>;

export const DUE_BANDS = [
  'overdue',
  'tenMinutes',
  'hour',
  'day',
  'later',
] as const satisfies readonly (keyof KeptCounts['due'])[];
export type DueBand = (typeof DUE_BANDS)[number];

/** A class that is absent is empty. */
export const keepingSchema = z.strictObject({
  cleared: keptCountsSchema.optional(),
  referred: keptCountsSchema.optional(),
  resolved: keptCountsSchema.optional(),
  'after-doubt': keptCountsSchema.optional(),
  'legal-hold': keptCountsSchema.optional(),
  'registered-traveller': keptCountsSchema.optional(),
  'inspection-records': keptCountsSchema.optional(),
} satisfies { readonly [Class in RetentionClass]: z.ZodType });
export type Keeping = z.infer<typeof keepingSchema>;

/** One thing that is kept. Wall ms. */
export interface KeptThing {
  readonly keptAt: number;
  readonly eraseAt: number;
}

/** Counts things at a moment, wall ms. */
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
