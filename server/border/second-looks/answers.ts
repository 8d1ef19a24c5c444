/** Second looks as consoles show them. */
import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { referredReportSchema } from '../referrals/answers.ts';
import { DECISIONS } from '../referrals/vocabulary.ts';
import { FOLLOW_UPS, LOOK_FINDINGS } from './vocabulary.ts';

const secondLookSchema = z.strictObject({
  /** Id of the referral. */
  id: z.string(),
  ...lanePlace,
  transactionId: z.string(),
  report: referredReportSchema,
  outcome: z.enum(DECISIONS),
  decidedAt: wallMs,
  dueAt: wallMs,
  finding: z.enum(LOOK_FINDINGS).nullable(),
  foundAt: wallMs.nullable(),
  overdueAt: wallMs.nullable(),
  followUp: z.enum(FOLLOW_UPS).nullable(),
  /** Whether the asker may take this look: not at their own decision. */
  mayFind: z.boolean(),
  /** Whether the asker may follow it up: a supervisor without a part in it. */
  mayFollowUp: z.boolean(),
});
export type SecondLookView = Answer<typeof secondLookSchema>;

export const secondLooksSchema = z.strictObject({
  serverTime: wallMs,
  /** Open ones first. Excludes the asker's own decisions. */
  looks: z.array(secondLookSchema),
});
export type SecondLooksAnswer = Answer<typeof secondLooksSchema>;
