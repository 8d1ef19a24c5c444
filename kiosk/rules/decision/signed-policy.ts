/** The decision policy, signed by two people. Reports contain the digest of the policy without its signatures. */
import { z } from 'zod';
import { DOCUMENT_DATES, type DocumentForm } from '../../../server/contract/signed-document.ts';
import { policySchema } from './policy.ts';

const decisionPolicySchema = z.strictObject({ ...DOCUMENT_DATES, policy: policySchema });
export type DecisionPolicyDocument = z.infer<typeof decisionPolicySchema>;

export const DECISION_POLICY_FORM: DocumentForm<DecisionPolicyDocument> = {
  kind: 'decision-policy',
  schema: decisionPolicySchema,
  limitBytes: 32_768,
};
