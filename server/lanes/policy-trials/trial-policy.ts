import { z } from 'zod';
import { disagreements, eligibilityRulesSchema } from '../../contract/eligibility.ts';
import { CHECK_NAMES } from '../../contract/vocabulary.ts';

/**
 * The part of a decision policy that can be tried on reports: the checks and the rules of eligibility. Rates and attempts have no effect on
 * what was reported. The lane reads the whole policy (`kiosk/rules/decision/policy.ts`).
 */
const trialPolicySchema = z
  .looseObject({
    requiredChecks: z.array(z.enum(CHECK_NAMES)).min(1),
    observedChecks: z.array(z.enum(CHECK_NAMES)).default([]),
    eligibility: eligibilityRulesSchema.exactOptional(),
  })
  .superRefine((policy, context) => {
    for (const message of disagreements(policy)) context.addIssue({ code: 'custom', path: ['eligibility'], message });
  });
export type TrialPolicy = z.output<typeof trialPolicySchema>;

/** A policy, or the document for signing that contains it. */
export const trialRequestSchema = z.strictObject({
  policy: z.union([z.looseObject({ policy: trialPolicySchema }).transform(({ policy }) => policy), trialPolicySchema]),
});
