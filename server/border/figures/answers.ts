import { z } from 'zod';
import { kioskIdSchema } from '../../contract/field.ts';
import { DEVICE_KINDS, OUTCOMES, REASON_CODES, STEPS } from '../../contract/vocabulary.ts';
import { IDLE_STATES } from './lane-watch.ts';
import { PERIODS } from './spans.ts';

/** A value for each slot; `null` without one, and when it is withheld. */
const seriesSchema = z.array(z.number().nullable());
const bandSchema = z.strictObject({ low: seriesSchema, high: seriesSchema });

const withBand = { values: seriesSchema, usual: bandSchema };
/** Durations, ms. */
const durationsSchema = z.strictObject({ median: seriesSchema, ninetieth: seriesSchema });

export const laneFiguresSchema = z.strictObject({
  kioskId: kioskIdSchema,
  site: z.string(),
  lane: z.string(),
  travellers: z.int(),
  referred: z.int(),
  /** Number of travellers on which `referred` is based. */
  decided: z.int(),
  /** Median total time, ms. */
  total: z.number().nullable(),
  deviceFaults: z.int(),
  idleSeconds: z.int(),
});

/** Figures of some lanes over a period. All series have a value for each slot. */
export const figuresSchema = z.strictObject({
  serverTime: z.number(),
  period: z.enum(PERIODS),
  /** Start of the first slot, wall ms, and the length of each. The last slot has not ended, except in answers that withhold small counts. */
  from: z.number(),
  slotMs: z.number(),
  /** Counts from 1 to below this are withheld; `null` when none are. */
  withheldBelow: z.int().nullable(),
  travellers: z.strictObject({
    ...withBand,
    outcomes: z.array(z.strictObject({ outcome: z.enum(OUTCOMES), values: seriesSchema })),
  }),
  /** Share of referrals among travellers who did not leave before a decision, 0 to 1. */
  referralRate: z.strictObject(withBand),
  reasons: z.array(z.strictObject({ reason: z.enum(REASON_CODES), values: seriesSchema })),
  steps: z.array(z.strictObject({ step: z.enum(STEPS), ...durationsSchema.shape })),
  /** Time from a referral to its decision. */
  waiting: z.strictObject({ ...durationsSchema.shape, open: seriesSchema }),
  deviceFaults: z.array(z.strictObject({ device: z.enum(DEVICE_KINDS), values: seriesSchema })),
  idle: z.array(z.strictObject({ state: z.enum(IDLE_STATES), seconds: seriesSchema })),
  lanes: z.array(laneFiguresSchema),
});
export type Figures = z.infer<typeof figuresSchema>;
export type LaneFigures = z.infer<typeof laneFiguresSchema>;
