/** Legal holds: two people agree, the lane gets an order, and the hold expires with the order. Data rules only; other code accesses the database. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import type { Decision, ProposalKind } from '../../records/proposals/proposal-kind.ts';
import {
  type KioskId,
  kioskIdSchema,
  officerIdSchema,
  type TransactionId,
  transactionIdSchema,
  wallMsSchema,
} from '../../contract/field.ts';
import { HOLD_REASONS, ORDER_ROLES } from '../../contract/order-vocabulary.ts';
import type { OrderPerson } from '../../contract/order.ts';
import { LONGEST_RETENTION_MS } from '../../contract/retention.ts';
import { issueOrder, type OrderDesk } from '../../lanes/orders/issue-order.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findOutcome } from '../../lanes/evidence/grant-table.ts';
import { findHold, insertHold, releaseHold } from '../../lanes/evidence/legal-holds.ts';

/** A proposal that waits a day for its second person is useless: the captures are erased by then. */
const OPENS_FOR_MS = 86_400_000;
const NO_REFERRAL = 'no-such-referral';
const ACTS = { proposeAct: 'hold.propose', approveAct: 'hold.approve', opensForMs: OPENS_FOR_MS } as const;

const holdSchema = z.strictObject({
  kioskId: kioskIdSchema,
  transactionId: transactionIdSchema,
  reason: z.enum(HOLD_REASONS),
  until: wallMsSchema,
});
type Hold = z.infer<typeof holdSchema>;

const releaseSchema = z.strictObject({ hold: z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of a hold') });
type Release = z.infer<typeof releaseSchema>;

/** Whether the server lists this passage as a referral. Tests of attention are listed too. */
export type IsListedReferral = (
  database: Connection,
  kioskId: KioskId,
  transactionId: TransactionId,
) => Promise<boolean>;

/**
 * A proposal is refused if its passage is no referral. Until the approval, a test of attention counts as a referral: a refusal would tell the
 * officer that it is a test.
 */
export function legalHoldKind(orders: OrderDesk, isListedReferral: IsListedReferral): ProposalKind<Hold> {
  return {
    ...ACTS,
    kind: 'legal-hold',
    schema: holdSchema,
    targetsOf: (database, { kioskId }) => targetOf(database, kioskId),
    async objection(database, hold, _by, now) {
      const objection = await objectionTo(database, hold, now);
      const isListed =
        objection === NO_REFERRAL && (await isListedReferral(database, hold.kioskId, hold.transactionId));
      return isListed ? undefined : objection;
    },
    async apply(transaction, hold, decision) {
      const objection = await objectionTo(transaction, hold, decision.at);
      if (objection !== undefined) return { kind: 'inapplicable', code: objection };
      const { kioskId, transactionId, reason, until } = hold;
      const persons = personsOf(decision);
      if (persons === undefined) return { kind: 'inapplicable', code: 'role-not-entitled' };
      const session = decision.approvedIn;
      const order = { kind: 'hold-captures', reason, until } as const;
      const issued = await issueOrder(orders, transaction, { kioskId, transactionId, order, ...persons, session });
      if (issued.kind === 'refused') return { kind: 'inapplicable', code: issued.code };
      const { proposedBy, approvedBy, at } = decision;
      await insertHold(transaction, {
        id: randomBytes(16).toString('hex'),
        kioskId,
        transactionId,
        reason,
        until,
        proposedBy,
        approvedBy,
        approvedAt: at,
        orderDigest: issued.digest,
        releaseDigest: null,
        releasedBy: null,
        releasedAt: null,
      });
      return { kind: 'applied' };
    },
  };
}

export function releaseHoldKind(orders: OrderDesk): ProposalKind<Release> {
  return {
    ...ACTS,
    kind: 'legal-hold-release',
    schema: releaseSchema,
    before: (database, { hold }) => findHold(database, hold),
    async targetsOf(database, { hold: id }) {
      const hold = await findHold(database, id);
      return hold === undefined ? undefined : targetOf(database, hold.kioskId);
    },
    async objection(database, { hold: id }) {
      const hold = await findHold(database, id);
      return hold === undefined || hold.releasedAt !== null ? 'no-such-hold' : undefined;
    },
    async apply(transaction, { hold: id }, decision) {
      const hold = await findHold(transaction, id);
      const persons = personsOf(decision);
      if (hold === undefined) return { kind: 'inapplicable', code: 'no-such-hold' };
      if (persons === undefined) return { kind: 'inapplicable', code: 'role-not-entitled' };
      const { kioskId, transactionId } = hold;
      const session = decision.approvedIn;
      const order = { kind: 'release-hold' } as const;
      const issued = await issueOrder(orders, transaction, { kioskId, transactionId, order, ...persons, session });
      if (issued.kind === 'refused') return { kind: 'inapplicable', code: issued.code };
      const released = { by: decision.approvedBy, at: decision.at, digest: issued.digest };
      return (await releaseHold(transaction, id, released))
        ? { kind: 'applied' }
        : { kind: 'inapplicable', code: 'no-such-hold' };
    },
  };
}

async function targetOf(database: Connection, kioskId: string) {
  const target = await laneTarget(database, kioskId);
  return target === undefined ? undefined : [target];
}

async function objectionTo(database: Connection, hold: Hold, now: number): Promise<string | undefined> {
  if (hold.until <= now) return 'over-already';
  if (hold.until > now + LONGEST_RETENTION_MS['legal-hold']) return 'too-long';
  const outcome = await findOutcome(database, hold.kioskId, hold.transactionId);
  return outcome === 'referred' ? undefined : NO_REFERRAL;
}

/** Both people in the form that lanes use; `undefined` when a role may give no orders. */
function personsOf({
  proposedBy,
  proposedAs,
  approvedBy,
  approvedAs,
}: Decision): { person: OrderPerson; second: OrderPerson } | undefined {
  const person = personOf(proposedBy, proposedAs);
  const second = personOf(approvedBy, approvedAs);
  return person === undefined || second === undefined ? undefined : { person, second };
}

function personOf(id: string, role: string): OrderPerson | undefined {
  const known = ORDER_ROLES.find((one) => one === role);
  return known === undefined ? undefined : { id: officerIdSchema.parse(id), role: known };
}
