import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { DEGRADATION_CAUSES, DEGRADATIONS } from '../../contract/order-vocabulary.ts';

/** A degradation: lanes of a site that work with fewer checks until a time. */
const degradationSchema = z.strictObject({
  /** The same as the id of the proposal. */
  id: z.string(),
  site: z.string(),
  kioskIds: z.array(z.string()),
  measure: z.enum(DEGRADATIONS),
  cause: z.enum(DEGRADATION_CAUSES),
  validFrom: wallMs,
  validUntil: wallMs,
  proposedBy: z.string(),
  approvedBy: z.string(),
  endedAt: wallMs.nullable(),
  endedBy: z.string().nullable(),
  isInForce: z.boolean(),
});
export type DegradationView = Answer<typeof degradationSchema>;

export const degradationListSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest start first. */
  degradations: z.array(degradationSchema),
});
export type DegradationList = Answer<typeof degradationListSchema>;
