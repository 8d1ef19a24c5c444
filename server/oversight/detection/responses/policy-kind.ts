import { z } from 'zod';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { decidedPolicy, insertPolicy } from './policy-table.ts';
import { AT_ONCE_KINDS, FIRST_POLICY, type ResponsePolicy } from './vocabulary.ts';

const WEEK_MS = 7 * 86_400_000;

const policySchema = z.strictObject({
  atOnce: z
    .array(z.enum(AT_ONCE_KINDS))
    .refine((kinds) => new Set(kinds).size === kinds.length, 'must name each kind once'),
  mostActive: z.int().min(1).max(20),
  confirmMinutes: z.int().min(5).max(60),
});
export type ResponsePolicyChange = z.infer<typeof policySchema>;

/** Proposal of two security officers: which responses start at once, how many one person may confirm, and within which time. */
export function responsePolicyKind(): ProposalKind<ResponsePolicyChange> {
  return {
    kind: 'response-policy',
    proposeAct: 'response-policy.propose',
    approveAct: 'response-policy.approve',
    opensForMs: WEEK_MS,
    policy: 'response-policy',
    schema: policySchema,
    targetsOf: () => Promise.resolve([]),
    async before(database): Promise<ResponsePolicy> {
      const { atOnce, mostActive, confirmMinutes } = (await decidedPolicy(database)) ?? FIRST_POLICY;
      return { atOnce, mostActive, confirmMinutes };
    },
    async apply(transaction, change, { proposalId: id, proposedBy, approvedBy, at }) {
      await insertPolicy(transaction, { ...change, id, proposedBy, approvedBy, approvedAt: Math.round(at) });
      return { kind: 'applied' };
    },
  };
}
