import { z } from 'zod';
import { typedLines } from '../../../platform/base/typed-text.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { ProposalKind } from '../../../records/proposals/proposal-kind.ts';
import { noticeDuty } from '../laws/breach-laws.ts';
import { ADDRESSEES, GROUNDS, LAW_IDS } from '../laws/vocabulary.ts';
import { findBreach } from './breach-table.ts';
import { caseDuties, isSettled } from './case-duties.ts';
import { type BreachDecision, decisionsOf, insertDecision, noticesOf } from './notice-table.ts';

/** A decision must not wait longer than the shortest usual deadline. */
const OPENS_FOR_MS = 72 * 3_600_000;

const reasons = typedLines(40, 2_000, 'must explain the decision in at least 40 characters');
const breach = z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of a case');

const decisionSchema = z.discriminatedUnion('about', [
  /** After the inquiry there was no breach of personal data. */
  z.strictObject({ about: z.literal('no-breach'), breach, reasons }),
  /** One duty to notify does not apply, on a ground that its law names. */
  z.strictObject({
    about: z.literal('not-notify'),
    breach,
    law: z.enum(LAW_IDS),
    addressee: z.enum(ADDRESSEES),
    ground: z.enum(GROUNDS),
    reasons,
  }),
]);
export type BreachDecisionChange = z.infer<typeof decisionSchema>;

/** Proposal that a notification is not made, with reasons, or that there was no breach. Another privacy officer approves it. */
export function breachDecisionKind(): ProposalKind<BreachDecisionChange> {
  return {
    kind: 'breach-decision',
    proposeAct: 'breach-decisions.propose',
    approveAct: 'breach-decisions.approve',
    opensForMs: OPENS_FOR_MS,
    schema: decisionSchema,
    targetsOf: () => Promise.resolve([]),
    before: (database, change) => shownBefore(database, change),
    objection: (database, change) => objectionTo(database, change),
    async apply(transaction, change, { proposalId: id, proposedBy, approvedBy, at }) {
      const objection = await objectionTo(transaction, change);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const named = change.about === 'not-notify' ? change : { law: null, addressee: null, ground: null };
      const { about, reasons: given, breach: caseId } = change;
      const { law, addressee, ground } = named;
      const made: BreachDecision = {
        id,
        about,
        law,
        addressee,
        ground,
        reasons: given,
        proposedBy,
        approvedBy,
        approvedAt: Math.round(at),
      };
      await insertDecision(transaction, caseId, made);
      return { kind: 'applied' };
    },
  };
}

/** The approver sees when the controller became aware, the assessment, and the article of the ground. */
async function shownBefore(database: Connection, change: BreachDecisionChange): Promise<unknown> {
  const one = await findBreach(database, change.breach);
  if (one === undefined) return null;
  const { awareAt, assessment, laws } = one;
  const article =
    change.about === 'not-notify'
      ? noticeDuty(change.law, change.addressee)?.grounds.find(({ ground }) => ground === change.ground)?.article
      : undefined;
  return { awareAt, assessment, laws, ...(article !== undefined && { article }) };
}

async function objectionTo(database: Connection, change: BreachDecisionChange): Promise<string | undefined> {
  const one = await findBreach(database, change.breach);
  if (one === undefined) return 'no-such-breach';
  if (one.state === 'closed') return 'breach-closed';
  const notices = await noticesOf(database, one.id);
  const duties = caseDuties(one, notices, await decisionsOf(database, one.id));
  if (change.about === 'no-breach') {
    return duties.some(({ sentAt }) => sentAt !== null) ? 'already-notified' : undefined;
  }
  const { law, addressee, ground } = change;
  const owed = duties.find((known) => known.law === law && known.duty.addressee === addressee);
  if (owed === undefined) return 'no-such-notification';
  if (isSettled(owed) || owed.sentAt !== null) return 'already-notified';
  if (one.assessment === null) return 'not-assessed';
  return owed.duty.grounds.some((known) => known.ground === ground) ? undefined : 'not-a-ground';
}
