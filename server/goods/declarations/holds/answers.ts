import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { HOLD_REASONS } from '../../../contract/order-vocabulary.ts';

/** A legal hold of two people on the content of a declaration. */
const holdSchema = z.strictObject({
  id: z.string(),
  declaration: z.string(),
  reason: z.enum(HOLD_REASONS),
  until: wallMs,
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: wallMs,
  releasedBy: z.string().nullable(),
  releasedAt: wallMs.nullable(),
});

/** Latest first. */
export const declarationHoldListSchema = z.strictObject({ serverTime: wallMs, holds: z.array(holdSchema) });
export type DeclarationHoldList = Answer<typeof declarationHoldListSchema>;
