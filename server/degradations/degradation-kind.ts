/**
 * Proposal of a degradation: two supervisors let lanes of their site work with fewer checks for some hours, because a feed or a device has
 * failed. It expires on its own.
 */
import { z } from 'zod';
import { kioskIdSchema } from '../contract/field.ts';
import { DEGRADATIONS, LONGEST_DEGRADATION_MS } from '../contract/order-vocabulary.ts';
import type { IssueAnswer, WantedOrder } from '../orders/issue-order.ts';
import type { Connection, Transaction } from '../database/connection.ts';
import { DEGRADATION_CAUSES } from './answers.ts';
import { insertDegradation } from './degradation-table.ts';
import { orderRoleOf } from '../orders/order-role.ts';
import { laneTarget } from '../kiosks/lane-target.ts';
import type { Target } from '../access/principal.ts';
import type { ProposalKind } from '../proposals/proposal-kind.ts';
import { siteIdSchema } from '../access/vocabulary.ts';

const QUARTER_HOUR_MS = 900_000;
const LANES_AT_ONCE = 100;

export const degradationSchema = z.strictObject({
  site: siteIdSchema,
  kiosks: z
    .array(kioskIdSchema)
    .min(1)
    .max(LANES_AT_ONCE)
    .refine((ids) => new Set(ids).size === ids.length, 'must not contain duplicates'),
  measure: z.enum(DEGRADATIONS),
  cause: z.enum(DEGRADATION_CAUSES),
  /** From its approval, ms. */
  forMs: z.int().min(QUARTER_HOUR_MS).max(LONGEST_DEGRADATION_MS),
});
export type Degradation = z.infer<typeof degradationSchema>;

/** Issues an order in the given transaction. */
export type Issue = (transaction: Transaction, wanted: WantedOrder) => Promise<IssueAnswer>;

export function degradationKind(issue: Issue): ProposalKind<Degradation> {
  return {
    kind: 'degradation',
    proposeAct: 'degradation.propose',
    approveAct: 'degradation.approve',
    schema: degradationSchema,
    // A degradation is urgent
    opensForMs: QUARTER_HOUR_MS,
    policy: 'degradation',
    targetsOf: lanesOf,
    async apply(transaction, { site, kiosks, measure, cause, forMs }, decision) {
      const { proposalId: id, proposedBy, approvedBy, at } = decision;
      const validUntil = at + forMs;
      const lanes = { id, site, kioskIds: kiosks, measure, cause, validFrom: at, validUntil };
      await insertDegradation(transaction, { ...lanes, proposedBy, approvedBy, endedAt: null, endedBy: null });
      const [proposedAs, approvedAs] = [orderRoleOf(decision.proposedAs), orderRoleOf(decision.approvedAs)];
      if (proposedAs === undefined || approvedAs === undefined)
        return { kind: 'inapplicable', code: 'role-not-entitled' };
      for (const kioskId of kiosks) {
        const issued = await issue(transaction, {
          kioskId,
          order: { kind: 'degrade-policy', degradation: measure, until: validUntil },
          person: { id: proposedBy, role: proposedAs },
          second: { id: approvedBy, role: approvedAs },
        });
        if (issued.kind === 'refused') return { kind: 'inapplicable', code: issued.code };
      }
      return { kind: 'applied' };
    },
  };
}

/** The named lanes at the named site; `undefined` unless all of them exist there. */
async function lanesOf(database: Connection, { site, kiosks }: Degradation): Promise<readonly Target[] | undefined> {
  const targets: Target[] = [];
  for (const kioskId of kiosks) {
    const target = await laneTarget(database, kioskId);
    if (target?.site !== site) return undefined;
    targets.push(target);
  }
  return targets;
}
