import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { payloadBytes } from '../../contract/payload.ts';
import {
  RETENTION_POLICY_FORM,
  retentionDigest,
  type RetentionPolicy,
  retentionPolicySchema,
} from '../../contract/retention.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { insertPolicy, listPolicies, policyBefore } from '../tables/retention-policies.ts';

const WEEK_MS = 604_800_000;

/**
 * Proposal of a retention policy by two privacy officers. Lanes do not trust the server with it: they accept a policy that two people have
 * signed with their own keys, from a file or by an order, and name its digest in every report of an erasure.
 */
export function retentionPolicyKind(): ProposalKind<RetentionPolicy> {
  return {
    kind: 'retention-policy',
    proposeAct: 'retention.propose',
    approveAct: 'retention.approve',
    policy: 'retention',
    schema: retentionPolicySchema,
    opensForMs: WEEK_MS,
    targetsOf: () => Promise.resolve([]),
    before: (database, { number }) => policyBefore(database, number),
    objection: (database, policy) => objectionTo(database, policy),
    async apply(transaction, policy, { proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, policy);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const bytes = payloadBytes(RETENTION_POLICY_FORM, policy);
      const stored = { policy, digest: retentionDigest(bytes), proposedBy, approvedBy, approvedAt: at };
      await insertPolicy(transaction, stored, new TextDecoder().decode(bytes));
      return { kind: 'applied' };
    },
  };
}

/** Lanes refuse a number that does not increase; two simultaneous proposals must not both become the next. */
async function objectionTo(database: Connection, { number }: RetentionPolicy): Promise<string | undefined> {
  const [latest] = await listPolicies(database, 1);
  return latest !== undefined && number <= latest.policy.number ? 'number-does-not-grow' : undefined;
}
