import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { CHECK_NAMES, REASON_CODES } from '../../contract/vocabulary.ts';

/** Whole per cent of all travellers; `below-one`: fewer than one per cent, or none. */
const shareSchema = z.union([z.int().min(0).max(100), z.literal('below-one')]);
export type Share = z.infer<typeof shareSchema>;

export const policyTrialSchema = z.strictObject({
  /** The reports that were used, by the time at which lanes made them, wall ms. */
  from: wallMs,
  to: wallMs,
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('too-few'), needed: z.int() }),
    z.strictObject({
      kind: z.literal('tried'),
      /** Travellers with a decision, rounded down to hundreds. */
      travellers: z.int(),
      before: z.strictObject({ cleared: shareSchema, referred: shareSchema }),
      /** `notKnown`: nothing reported refers them, and a check that the policy requires did not run. */
      after: z.strictObject({ cleared: shareSchema, referred: shareSchema, notKnown: shareSchema }),
      /** The reasons of referrals; one traveller can have several. Most frequent first, those below one per cent left out. */
      reasons: z.array(z.strictObject({ reason: z.enum(REASON_CODES), share: shareSchema })),
      /** The checks that did not run, those below one per cent left out. */
      notKnown: z.array(z.strictObject({ check: z.enum(CHECK_NAMES), share: shareSchema })),
    }),
  ]),
});
export type PolicyTrial = Answer<typeof policyTrialSchema>;
