/** The decision policy as two people sign it. Reports go on naming the digest of the policy itself. */
import { z } from 'zod';
import { DOCUMENT_DATES, type DocumentForm } from '../../server/contract/signed-document.ts';
import { policySchema } from './policy.ts';

const decisionPolicySchema = z.strictObject({ ...DOCUMENT_DATES, policy: policySchema });
export type DecisionPolicyDocument = z.infer<typeof decisionPolicySchema>;

export const DECISION_POLICY_FORM: DocumentForm<DecisionPolicyDocument> = {
  kind: 'decision-policy',
  schema: decisionPolicySchema,
  limitBytes: 32_768,
};
