import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { FRAMEWORK_IDS, RULE_IDS, RULE_SUBJECTS, RULE_VERDICTS } from './vocabulary.ts';

const ruleSchema = z.strictObject({
  rule: z.enum(RULE_IDS),
  about: z.enum(RULE_SUBJECTS),
  article: z.string(),
  source: z.string(),
  /** Day on which the rule was compared with a copy of its source; `null`: it was not. */
  retrieved: z.string().nullable(),
  /** `null` for a framework that was not chosen. */
  verdict: z.enum(RULE_VERDICTS).nullable(),
  /** Retention classes, agreements as `ID/VERSION`, or `controller`, `contact` or `retention-policy`. */
  subjects: z.array(z.string()),
});

/** Every framework that the server has, with the verdicts of those that the configuration names. */
export const frameworksSchema = z.strictObject({
  serverTime: wallMs,
  frameworks: z.array(
    z.strictObject({
      framework: z.enum(FRAMEWORK_IDS),
      title: z.string(),
      isChosen: z.boolean(),
      /** Whether a lawyer has confirmed its rules. */
      isReviewed: z.boolean(),
      rules: z.array(ruleSchema),
    }),
  ),
});
export type FrameworksAnswer = Answer<typeof frameworksSchema>;
