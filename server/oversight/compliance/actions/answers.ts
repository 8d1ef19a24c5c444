import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { MEASURE_KINDS, MEASURE_OUTCOMES, MEASURE_SOURCES, MEASURE_STATES } from './vocabulary.ts';

const measureSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(MEASURE_KINDS),
  source: z.enum(MEASURE_SOURCES),
  reference: z.string(),
  text: z.string(),
  responsible: z.string(),
  dueDay: z.string(),
  amount: z.int().nullable(),
  currency: z.string().nullable(),
  enteredBy: z.string(),
  approvedBy: z.string(),
  enteredAt: wallMs,
  extension: z.string().nullable(),
  outcome: z.enum(MEASURE_OUTCOMES).nullable(),
  evidence: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedAt: wallMs.nullable(),
  state: z.enum(MEASURE_STATES),
});
export type MeasureView = Answer<typeof measureSchema>;

/** Open ones first, by their last day. */
export const measureListSchema = z.strictObject({ serverTime: wallMs, measures: z.array(measureSchema) });
export type MeasureList = Answer<typeof measureListSchema>;
