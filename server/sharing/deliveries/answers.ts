import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { SHARED_DATASETS } from '../agreement/vocabulary.ts';
import { DELIVERY_KINDS } from './delivery-file.ts';
import { DECIDED_DELETIONS, DELIVERY_REFUSALS, DELIVERY_STATES } from './vocabulary.ts';

export const sharedDeliveriesSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first, at most 1,000. */
  deliveries: z.array(
    z.strictObject({
      kind: z.enum(DELIVERY_KINDS),
      dataset: z.enum(SHARED_DATASETS),
      period: z.string(),
      version: z.int(),
      party: z.string(),
      digest: z.string().nullable(),
      /** Digest of the delivery that is to be deleted. */
      about: z.string().nullable(),
      refusal: z.enum(DELIVERY_REFUSALS).nullable(),
      state: z.enum(DELIVERY_STATES),
      madeAt: wallMs,
      answerUntil: wallMs.nullable(),
      answeredAt: wallMs.nullable(),
      /** Lanes that sent counts in time, and documents that they did not compare; `null`: not counts with a blind list. */
      counted: z.strictObject({ lanes: z.int(), missed: z.int() }).nullable(),
      /** The decision of two people that the partner deletes it early. */
      deletion: z
        .strictObject({
          reason: z.enum(DECIDED_DELETIONS),
          statement: z.string(),
          proposedBy: z.string(),
          approvedBy: z.string(),
          decidedAt: wallMs,
        })
        .nullable(),
    }),
  ),
});
export type SharedDeliveries = Answer<typeof sharedDeliveriesSchema>;
export type SharedDeliveryView = SharedDeliveries['deliveries'][number];
