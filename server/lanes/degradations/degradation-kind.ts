/**
 * Proposal of a degradation: two supervisors let lanes of their site work with fewer checks for some hours, because a feed or a device has
 * failed. Both sign it with their passkeys, and lanes verify both signatures. It expires on its own.
 */
import { DEGRADATION_OPEN_MS, degradationTermsSchema, type DegradationTerms } from '../../contract/degradation.ts';
import type { IssueAnswer, WantedOrder } from '../orders/issue-order.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { insertDegradation } from './degradation-table.ts';
import { orderRoleOf } from '../orders/order-role.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import type { Target } from '../../platform/access/principal.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';

export const DEGRADATION = 'degradation';

/** Issues an order in the given transaction. */
export type Issue = (transaction: Transaction, wanted: WantedOrder) => Promise<IssueAnswer>;

export function degradationKind(issue: Issue): ProposalKind<DegradationTerms> {
  return {
    kind: DEGRADATION,
    proposeAct: 'degradation.propose',
    approveAct: 'degradation.approve',
    schema: degradationTermsSchema,
    isSigned: true,
    opensForMs: DEGRADATION_OPEN_MS,
    policy: 'degradation',
    targetsOf: lanesOf,
    async apply(transaction, terms, decision) {
      const { proposalId: id, proposedBy, approvedBy, at, assertions } = decision;
      const { site, kiosks: kioskIds, measure, cause, until: validUntil } = terms;
      const lanes = { id, site: siteIdSchema.parse(site), kioskIds, measure, cause, validFrom: at, validUntil };
      await insertDegradation(transaction, { ...lanes, proposedBy, approvedBy, endedAt: null, endedBy: null });
      const [proposedAs, approvedAs] = [orderRoleOf(decision.proposedAs), orderRoleOf(decision.approvedAs)];
      if (proposedAs === undefined || approvedAs === undefined)
        return { kind: 'inapplicable', code: 'role-not-entitled' };
      if (assertions === undefined) return { kind: 'inapplicable', code: 'not-signed' };
      for (const kioskId of kioskIds) {
        const issued = await issue(transaction, {
          kioskId,
          order: { kind: 'degrade-policy', terms },
          person: { id: proposedBy, role: proposedAs },
          second: { id: approvedBy, role: approvedAs },
          assertion: { ...assertions.proposed, second: assertions.approved },
          session: decision.approvedIn,
        });
        if (issued.kind === 'refused') return { kind: 'inapplicable', code: issued.code };
      }
      return { kind: 'applied' };
    },
  };
}

/** The named lanes at the named site; `undefined` unless all of them exist there. */
async function lanesOf(
  database: Connection,
  { site, kiosks }: DegradationTerms,
): Promise<readonly Target[] | undefined> {
  const targets: Target[] = [];
  for (const kioskId of kiosks) {
    const target = await laneTarget(database, kioskId);
    if (target?.site !== site) return undefined;
    targets.push(target);
  }
  return targets;
}
