/** Orders that somebody gives to a lane, each with its cause. Opening, service and emergency are acts of their own in the table of access. */
import { z } from 'zod';
import type { Permit } from '../access/guarded-router.ts';
import type { Act } from '../access/vocabulary.ts';
import { recordAct } from '../acts/record-act.ts';
import { raiseAndEnter } from '../clearance/enter-alarm.ts';
import { transactionIdSchema, type KioskId } from '../contract/field.ts';
import {
  EMERGENCY_CAUSES,
  OPENING_CAUSES,
  ORDER_ROLES,
  SERVICE_REASONS,
  type OrderRole,
} from '../contract/order-vocabulary.ts';
import type { OrderCommand } from '../contract/order.ts';
import { issueOrder, type IssueRefusal } from '../orders/issue-order.ts';
import type { Connection, Transaction } from '../store/connection.ts';
import { findReferralOf } from '../store/referrals.ts';
import type { Alarm } from '../views/alarm.ts';
import { record, type ReferralDesk } from './desk.ts';
import { openingWaitS } from './opening-limit.ts';

/** What can be ordered, by the act that lets somebody. `resolve-referral` follows from a decision and is nobody's to order. */
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

export type OrderAnswer =
  | { readonly kind: 'ordered'; readonly digest: string; readonly expires: number }
  | { readonly kind: 'refused'; readonly code: IssueRefusal | 'not-admitted' }
  /** Openings for a cause are limited, by person and by lane. */
  | { readonly kind: 'refused'; readonly code: 'rate-limited'; readonly retryAfterS: number };

/** Gives an order to the lane of the permit's target. Resolves once it is durable; whether the lane obeyed it, its report says. */
export async function orderLane(
  desk: ReferralDesk,
  permit: Permit,
  kioskId: KioskId,
  wanted: LaneOrder,
): Promise<OrderAnswer> {
  let alarm: Alarm | undefined;
  const answer = await desk.queue.run(async (transaction): Promise<OrderAnswer> => {
    alarm = undefined;
    const role = orderRoleOf(permit);
    if (role === undefined) return { kind: 'refused', code: 'role-not-entitled' };
    if (wanted.kind === 'open-for-traveller' && !(await isAdmitted(transaction, kioskId, wanted))) {
      return { kind: 'refused', code: 'not-admitted' };
    }
    if (wanted.kind === 'open-for-cause') {
      const at = Math.round(desk.clock.wallMs());
      const retryAfterS = await openingWaitS(transaction, { person: permit.principal.personId, kioskId }, at);
      if (retryAfterS > 0) {
        alarm = await raiseAndEnter(transaction, { kind: 'openings-too-many', kioskId, ...NO_SEQUENCE }, at);
        if (alarm.count === 1) await recordRefusal(transaction, permit, at);
        return { kind: 'refused', code: 'rate-limited', retryAfterS };
      }
    }
    const transactionId = wanted.kind === 'open-for-traveller' ? wanted.transactionId : undefined;
    const order = commandOf(wanted);
    const person = { id: permit.principal.personId, role };
    const issued = await issueOrder(desk.orders, transaction, { kioskId, transactionId, order, person });
    if (issued.kind === 'refused') return issued;
    const at = Math.round(desk.clock.wallMs());
    const target = { ...permit.target, ...(transactionId !== undefined && { transactionId }) };
    await record(transaction, permit, { act: permit.act, target, at, details: detailsOf(order) });
    return { kind: 'ordered', digest: issued.digest, expires: issued.expires };
  });
  if (alarm !== undefined) desk.alarms.announce(alarm);
  if (answer.kind === 'ordered' || alarm !== undefined) await desk.ledger.settle();
  return answer;
}

const NO_SEQUENCE = { fromSequence: null, toSequence: null } as const;

/** By whom the limit was reached, once for each alarm, so that a person who tries on and on writes little. */
async function recordRefusal(transaction: Transaction, { principal, duty, act, target }: Permit, at: number) {
  const { personId: person } = principal;
  await recordAct(transaction, { person, role: duty.role, act, target, result: 'rate-limited', at });
}

/** A gate opens for a referred traveller whom an officer has admitted; a test of attention has none. */
async function isAdmitted(
  database: Connection,
  kioskId: KioskId,
  { transactionId }: Extract<LaneOrder, { kind: 'open-for-traveller' }>,
): Promise<boolean> {
  const standing = (await findReferralOf(database, kioskId, transactionId))?.standing;
  return standing?.state === 'decided' && standing.decision.outcome === 'admitted-after-manual-check';
}

function commandOf(wanted: LaneOrder): OrderCommand {
  return wanted.kind === 'open-for-traveller' ? { kind: wanted.kind } : wanted;
}

function detailsOf(command: OrderCommand): Record<string, string> {
  if ('cause' in command) return { order: command.kind, cause: command.cause };
  if (command.kind === 'take-out-of-service') return { order: command.kind, reason: command.reason };
  return { order: command.kind };
}

function orderRoleOf({ duty }: Permit): OrderRole | undefined {
  return ORDER_ROLES.find((role) => role === duty.role);
}
