/** Schema of a referral's state in the database. */
import { z } from 'zod';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { wallMsSchema } from '../../contract/field.ts';
import { ALL_DECISION_REASONS, DECISIONS } from './vocabulary.ts';
import type { Standing } from './referral.ts';

const role = z.enum(['officer', 'supervisor']);
export const decisionSchema = z.strictObject({ outcome: z.enum(DECISIONS), reason: z.enum(ALL_DECISION_REASONS) });
const opinionSchema = z.strictObject({ by: personIdSchema, at: wallMsSchema, decision: decisionSchema });
const holderSchema = z.strictObject({ person: personIdSchema, role, since: wallMsSchema, leaseUntil: wallMsSchema });

export const standingSchema: z.ZodType<Standing> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting') }),
  z.strictObject({ state: z.literal('taken'), holder: holderSchema, agreed: opinionSchema.nullable() }),
  z.strictObject({
    state: z.literal('second-opinion'),
    holder: holderSchema,
    proposal: decisionSchema,
    askedAt: wallMsSchema,
  }),
  z.strictObject({
    state: z.literal('with-supervisor'),
    holder: holderSchema,
    proposal: decisionSchema,
    opinion: opinionSchema,
  }),
  z.strictObject({
    state: z.literal('decided'),
    by: personIdSchema,
    role,
    at: wallMsSchema,
    decision: decisionSchema,
    opinion: opinionSchema.nullable(),
  }),
]);
