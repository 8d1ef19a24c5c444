import { z } from 'zod';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { agreementIdSchema } from '../agreement/agreement.ts';
import { statementSchema } from '../agreement/statement.ts';
import { findCommitment } from '../deliveries/tables/budget-table.ts';
import { budgetPeriodEnd } from '../projection/periods.ts';
import { findSeedDecision, insertSeedDecision } from './seed-table.ts';
import { SEED_REASONS } from './vocabulary.ts';

const WEEK_MS = 7 * 86_400_000;

export const seedPlaceSchema = z.strictObject({
  agreement: agreementIdSchema,
  budgetPeriod: z.string().regex(/^\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?$/, 'must be a year, a quarter or a month'),
});

const decisionSchema = seedPlaceSchema.extend({
  reason: z.enum(SEED_REASONS),
  /** Stays here. */
  statement: statementSchema,
});
export type SeedDecisionPayload = z.infer<typeof decisionSchema>;

/**
 * Proposal that a supervisory authority gets the seed of an ended period's noise. Seed and delivery together give the exact counts, so the
 * partner never gets it.
 */
export function seedKind(): ProposalKind<SeedDecisionPayload> {
  return {
    kind: 'sharing-seed',
    proposeAct: 'export.propose',
    approveAct: 'export.approve',
    opensForMs: WEEK_MS,
    schema: decisionSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, { agreement, budgetPeriod }) =>
      (await findCommitment(database, { agreement, budgetPeriod })) ?? null,
    objection: (database, decision, _by, nowMs) => objectionTo(database, decision, nowMs),
    async apply(transaction, decision, { proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const objection = await objectionTo(transaction, decision, now);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      await insertSeedDecision(transaction, { ...decision, proposedBy, approvedBy, decidedAt: now });
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(
  database: Connection,
  { agreement, budgetPeriod }: SeedDecisionPayload,
  nowMs: number,
): Promise<string | undefined> {
  const place = { agreement, budgetPeriod };
  if ((await findCommitment(database, place)) === undefined) return 'no-such-commitment';
  if (budgetPeriodEnd(budgetPeriod) > nowMs) return 'period-not-over';
  return (await findSeedDecision(database, place)) === undefined ? undefined : 'seed-decided-already';
}
