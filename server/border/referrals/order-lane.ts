/** Orders that a person gives to a lane, each with its cause. Opening, service and emergency are separate acts in the access table. */
import { z } from 'zod';
import type { Permit } from '../../platform/access/guarded-router.ts';
import type { Act } from '../../platform/access/vocabulary.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { type KioskId, type TransactionId, transactionIdSchema } from '../../contract/field.ts';
import { EMERGENCY_CAUSES, isAsserted, OPENING_CAUSES, SERVICE_REASONS } from '../../contract/order-vocabulary.ts';
import type { OrderCommand } from '../../contract/order.ts';
import {
  draftOrder,
  issueDrafted,
  issueOrder,
  type IssueAnswer,
  type IssueRefusal,
  type WantedOrder,
} from '../../lanes/orders/issue-order.ts';
import { orderRoleOf } from '../../lanes/orders/order-role.ts';
import { askToSign, holdSignedOrder, type SignedOrderBody } from '../../lanes/orders/sign-order.ts';
import { noteTaken, takeAssertion, type TakenAssertion } from '../../people/people/prove-passkey.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { findReferralOf } from './tables/referrals.ts';
import type { OrderDraftView } from '../../lanes/orders/answers.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { ReferralDesk } from './desk.ts';
import { openingWaitS } from './opening-limit.ts';

/** Orders by the act that permits them. `resolve-referral` follows from a decision and cannot be ordered directly. */
export const LANE_ORDERS = {
  'lane.open': z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open-for-traveller'), transactionId: transactionIdSchema }),
    z.strictObject({ kind: z.literal('open-for-cause'), cause: z.enum(OPENING_CAUSES) }),
  ]),
  'lane.serve': z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('take-out-of-service'), reason: z.enum(SERVICE_REASONS) }),
    z.strictObject({ kind: z.literal('return-to-service') }),
  ]),
  'lane.open-in-emergency': z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open-in-emergency'), cause: z.enum(EMERGENCY_CAUSES) }),
    z.strictObject({ kind: z.literal('end-emergency') }),
  ]),
} as const satisfies { readonly [A in Act]?: z.ZodType };
export type OrderingAct = keyof typeof LANE_ORDERS;
export type LaneOrder = z.infer<(typeof LANE_ORDERS)[OrderingAct]>;

export type OrderRefusalCode =
  | IssueRefusal
  | 'not-admitted'
  | 'no-passkey'
  /** Signed too late, given twice, or drafted in another session. */
  | 'draft-over'
  | 'assertion-refused';

export type RefusedOrder =
  | { readonly kind: 'refused'; readonly code: OrderRefusalCode }
  /** Openings for a cause are limited by person and by lane. */
  | { readonly kind: 'refused'; readonly code: 'rate-limited'; readonly retryAfterS: number };

export type OrderAnswer =
  | { readonly kind: 'ordered'; readonly digest: string; readonly expires: number }
  /** An order that moves a gate must first be signed by the person who gives it. */
  | { readonly kind: 'drafted'; readonly draft: OrderDraftView }
  | RefusedOrder;

/**
 * Gives an order to the lane of the permit's target, or drafts it when it moves a gate. Resolves when the order is durable; the lane's
 * report says whether the lane obeyed.
 */
export async function orderLane(
  desk: ReferralDesk,
  permit: Permit,
  kioskId: KioskId,
  wanted: LaneOrder,
): Promise<OrderAnswer> {
  const role = orderRoleOf(permit.duty.role);
  if (role === undefined) return refused('role-not-entitled');
  const person = { id: permit.principal.personId, role };
  const transactionId = wanted.kind === 'open-for-traveller' ? wanted.transactionId : undefined;
  const session = permit.principal.sessionId;
  const order = { kioskId, transactionId, order: commandOf(wanted), person, session };
  if (isAsserted(wanted.kind)) return draft(desk, permit, order);
  const issued = await desk.queue.run((transaction) => issueOrder(desk.orders, transaction, order));
  if (issued.kind === 'refused') return issued;
  await desk.ledger.settle();
  return { kind: 'ordered', digest: issued.digest, expires: issued.expires };
}

async function draft(desk: ReferralDesk, permit: Permit, wanted: WantedOrder): Promise<OrderAnswer> {
  if (!(await isAdmitted(desk.knex, wanted.kioskId, wanted.transactionId))) return refused('not-admitted');
  const isLimited = wanted.order.kind === 'open-for-cause';
  const limit = isLimited
    ? await desk.queue.run((transaction) => limitOpening(transaction, permit, wanted, nowOf(desk)))
    : undefined;
  if (limit !== undefined) {
    desk.alarms.announce(limit.alarm);
    await desk.ledger.settle();
    return limit.refused;
  }
  const drafted = await draftOrder(desk.orders, desk.knex, wanted);
  if (drafted.kind === 'refused') return drafted;
  const view = await askToSign(desk.people, permit, drafted);
  return view === undefined ? refused('no-passkey') : { kind: 'drafted', draft: view };
}

export type SignedOrderAnswer = Extract<OrderAnswer, { kind: 'ordered' }> | RefusedOrder;

/** Gives a drafted and signed order, once. Resolves as `orderLane` does. */
export async function giveSignedOrder(
  desk: ReferralDesk,
  permit: Permit,
  body: SignedOrderBody,
): Promise<SignedOrderAnswer> {
  const { people } = desk;
  const { personId, sessionId: session } = permit.principal;
  const answer = await holdSignedOrder(people, permit, body);
  if (answer.kind === 'refused') {
    if (answer.code === 'assertion-refused') people.signals.note('step-up-failed', personId);
    return answer;
  }
  const { order, payload, assertion, held } = answer.order;
  let taken: TakenAssertion | undefined;
  let alarm: Alarm | undefined;
  const issued = await desk.queue.run(async (transaction): Promise<IssueAnswer | RefusedOrder> => {
    alarm = undefined;
    taken = await takeAssertion(people, transaction, held);
    if (taken.kind === 'replayed') return refused('draft-over');
    if (taken.kind === 'regressed') return refused('assertion-refused');
    if (!(await isAdmitted(transaction, order.kioskId, order.transactionId))) return refused('not-admitted');
    const wanted = { kioskId: order.kioskId, order: order.command };
    const limit = await limitOpening(transaction, permit, wanted, nowOf(desk));
    alarm = limit?.alarm;
    return limit?.refused ?? issueDrafted(desk.orders, transaction, { payload, assertion, session });
  });
  noteTaken(people, taken, personId);
  if (alarm !== undefined) desk.alarms.announce(alarm);
  if (issued.kind === 'issued' || alarm !== undefined) await desk.ledger.settle();
  if (issued.kind === 'refused') return issued;
  return { kind: 'ordered', digest: issued.digest, expires: issued.expires };
}

interface Limit {
  readonly refused: RefusedOrder;
  readonly alarm: Alarm;
}

/** Refuses openings for a cause above the limit: at the draft, before the officer signs, and again when the order is given. */
async function limitOpening(
  transaction: Transaction,
  permit: Permit,
  { kioskId, order }: Pick<WantedOrder, 'kioskId' | 'order'>,
  at: number,
): Promise<Limit | undefined> {
  if (order.kind !== 'open-for-cause') return undefined;
  const retryAfterS = await openingWaitS(transaction, { person: permit.principal.personId, kioskId }, at);
  if (retryAfterS === 0) return undefined;
  const alarm = await raiseAndEnter(transaction, { kind: 'openings-too-many', kioskId, ...NO_SEQUENCE }, at);
  if (alarm.count === 1) await recordRefusal(transaction, permit, at);
  return { alarm, refused: { kind: 'refused', code: 'rate-limited', retryAfterS } };
}

const NO_SEQUENCE = { fromSequence: null, toSequence: null } as const;

/** Records who reached the limit, once for each alarm, so that repeated attempts do not flood the ledger. */
async function recordRefusal(transaction: Transaction, { principal, duty, act, target }: Permit, at: number) {
  const { personId: person, sessionId: session } = principal;
  await recordAct(transaction, { person, session, role: duty.role, act, target, result: 'rate-limited', at });
}

function nowOf({ clock }: Pick<ReferralDesk, 'clock'>): number {
  return Math.round(clock.wallMs());
}

/** Whether the order concerns no particular traveller, or a referred traveller whom an officer admitted. A test referral has no traveller. */
async function isAdmitted(
  database: Connection,
  kioskId: KioskId,
  transactionId: TransactionId | undefined,
): Promise<boolean> {
  if (transactionId === undefined) return true;
  const standing = (await findReferralOf(database, kioskId, transactionId))?.standing;
  return standing?.state === 'decided' && standing.decision.outcome === 'admitted-after-manual-check';
}

function commandOf(wanted: LaneOrder): OrderCommand {
  return wanted.kind === 'open-for-traveller' ? { kind: wanted.kind } : wanted;
}

function refused(code: OrderRefusalCode): RefusedOrder {
  return { kind: 'refused', code };
}
