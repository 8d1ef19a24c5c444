import { z } from 'zod';
import { sha256HexSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { statementSchema } from '../agreement/statement.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import { DECIDED_DELETIONS } from './vocabulary.ts';
import { findDeletion, insertDeletion } from './tables/deletion-table.ts';
import { eraseSealed, findDelivery, isDeletionAsked, type StoredDelivery } from './tables/delivery-table.ts';

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

const deletionSchema = z.strictObject({
  /** Digest of the delivery's file. */
  delivery: sha256HexSchema,
  reason: z.enum(DECIDED_DELETIONS),
  /** It stays here: the partner gets the reason alone. */
  statement: statementSchema,
});
export type DeletionDecision = z.infer<typeof deletionSchema>;

/**
 * Proposal that a partner deletes a delivery before its time there has expired. From the decision on the file cannot be fetched. The request is
 * made by the next run of the program, which repeats it after a crash.
 */
export function deletionKind(): ProposalKind<DeletionDecision> {
  return {
    kind: 'sharing-deletion',
    proposeAct: 'export.propose',
    approveAct: 'export.approve',
    opensForMs: WEEK_MS,
    schema: deletionSchema,
    targetsOf: () => Promise.resolve([]),
    before: async (database, { delivery: digest }) => {
      const delivery = await findDelivery(database, digest);
      if (delivery === undefined) return null;
      const { agreement, version, party, dataset, period, madeAt } = delivery;
      return { agreement, version, party, dataset, period, madeAt };
    },
    objection: async (database, { delivery }) => objectionTo(database, await findDelivery(database, delivery)),
    async apply(transaction, { delivery: digest, reason, statement }, { proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const delivery = await findDelivery(transaction, digest);
      const objection = await objectionTo(transaction, delivery);
      if (objection !== undefined || delivery === undefined)
        return { kind: 'inapplicable', code: objection ?? 'no-such-delivery' };
      const { agreement, dataset } = delivery;
      const days = await receiptDaysOf(transaction, delivery);
      await insertDeletion(transaction, {
        delivery: digest,
        agreement,
        dataset,
        reason,
        statement,
        proposedBy,
        approvedBy,
        decidedAt: now,
        askUntil: now + days * DAY_MS,
      });
      await eraseSealed(transaction, digest);
      return { kind: 'applied' };
    },
  };
}

async function objectionTo(database: Connection, delivery: StoredDelivery | undefined): Promise<string | undefined> {
  if (delivery === undefined || delivery.digest === null || delivery.kind !== 'counts') return 'no-such-delivery';
  const isAsked =
    (await isDeletionAsked(database, delivery.digest)) || (await findDeletion(database, delivery.digest)) !== undefined;
  return isAsked ? 'deletion-asked-already' : undefined;
}

async function receiptDaysOf(database: Connection, { agreement, version }: StoredDelivery): Promise<number> {
  const stored = (await versionsOf(database, agreement)).find((one) => one.agreement.version === version);
  return stored?.agreement.receiptDays ?? 0;
}
