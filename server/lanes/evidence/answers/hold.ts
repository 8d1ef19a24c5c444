import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../../platform/base/answer.ts';
import { HOLD_REASONS } from '../../../contract/order-vocabulary.ts';

export type HoldReason = (typeof HOLD_REASONS)[number];

/** A legal hold of two people on a lane's captures. It names a lane and a referral, not a traveller. */
const holdSchema = z.strictObject({
  id: z.string(),
  ...lanePlace,
  /** The referral. */
  transactionId: z.string(),
  reason: z.enum(HOLD_REASONS),
  until: wallMs,
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: wallMs,
  releasedBy: z.string().nullable(),
  releasedAt: wallMs.nullable(),
  /** State by the lane's reports. */
  laneSays: z.enum(['pending', 'obeyed', 'refused', 'expired']),
});
export type HoldView = Answer<typeof holdSchema>;

export const holdListSchema = z.strictObject({ serverTime: wallMs, holds: z.array(holdSchema) });
export type HoldList = Answer<typeof holdListSchema>;
