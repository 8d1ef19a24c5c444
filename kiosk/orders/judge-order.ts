/** Pure: whether an order that the server signed holds for this lane, this moment and what the lane is doing, with its officer's assertion. */
import type { Assertion } from '../../server/contract/assertion.ts';
import { isAsserted, type OrderRefusal } from '../../server/contract/order-vocabulary.ts';
import { mayOrder, type Order } from '../../server/contract/order.ts';
import type { KioskId, TransactionId } from '../../server/contract/report.ts';
import type { Lane } from '../lane/lane.ts';
import { mayOpenForOrder } from '../lane/ordered.ts';
import { type JudgedAssertion, judgeAssertion, type KeyUse } from '../officer-keys/judge-assertion.ts';
import type { OfficerKeys } from '../officer-keys/officer-keys.ts';
import { ORDER_SKEW_MS } from './order-constants.ts';

export interface OrderFacts {
  readonly kioskId: KioskId;
  /** The lane's wall time, ms. */
  readonly nowMs: number;
  readonly lane: Lane;
  /** Who was referred last and still stands there, as far as the lane knows. */
  readonly referred: TransactionId | undefined;
  /** `undefined` while no list of officers' keys is in force. */
  readonly officerKeys: OfficerKeys | undefined;
}

/** An order as it came: `digest` of its canonical bytes, and what the person who gives it signed. */
export interface ReceivedOrder {
  readonly order: Order;
  readonly digest: string;
  readonly assertion: Assertion | undefined;
}

export type JudgedOrder =
  /** `keyUse`: of an order that moves a gate. */
  | { readonly kind: 'holds'; readonly keyUse: KeyUse | undefined }
  /** What the moment speaks against, and not the order itself: it takes its use. */
  | { readonly kind: 'not-now'; readonly why: OrderRefusal; readonly keyUse: KeyUse | undefined }
  /** What the order itself speaks against. */
  | { readonly kind: 'refused'; readonly why: OrderRefusal };

export function judgeOrder(received: ReceivedOrder, facts: OrderFacts): JudgedOrder {
  const { order } = received;
  const { nowMs } = facts;
  if (order.kioskId !== facts.kioskId) return { kind: 'refused', why: 'other-lane' };
  if (nowMs < order.notBefore - ORDER_SKEW_MS) return { kind: 'refused', why: 'not-yet-valid' };
  if (isOver(order, nowMs)) return { kind: 'refused', why: 'expired' };
  if (!mayOrder(order.command.kind, order.persons)) return { kind: 'refused', why: 'role-not-entitled' };
  const asserted = isAsserted(order.command.kind) ? assertionOf(received, facts) : undefined;
  if (asserted?.kind === 'refused') return asserted;
  const keyUse = asserted && { credentialId: asserted.credentialId, counter: asserted.counter };
  const why = gateAgainst(order, facts);
  return why === undefined ? { kind: 'holds', keyUse } : { kind: 'not-now', why, keyUse };
}

/** The person who asked signs; a second one, where an order has one, agreed on the server. */
function assertionOf({ order, digest, assertion }: ReceivedOrder, facts: OrderFacts): JudgedAssertion {
  const [person] = order.persons;
  if (person === undefined) throw new TypeError('the contract lets no order be without a person');
  const about = { purpose: 'order', digest, officer: person.id, role: person.role } as const;
  return judgeAssertion(about, assertion, facts.officerKeys, facts.nowMs);
}

export function isOver({ expires }: Pick<Order, 'expires'>, nowMs: number): boolean {
  return nowMs >= expires + ORDER_SKEW_MS;
}

/** What the gate and whoever stands before it say against an order that moves it. */
function gateAgainst({ command, transactionId }: Order, { lane, referred }: OrderFacts): OrderRefusal | undefined {
  const { phase } = lane.state;
  switch (command.kind) {
    case 'open-for-traveller':
      if (lane.faults.includes('gate')) return 'gate-away';
      if (!mayOpenForOrder(lane)) return 'not-now';
      return transactionId === referred ? undefined : 'other-traveller';
    case 'open-for-cause':
      if (lane.faults.includes('gate')) return 'gate-away';
      // Before a referred traveller the gate opens because an officer decided on them, or not at all
      return mayOpenForOrder(lane) && phase !== 'referred' ? undefined : 'not-now';
    case 'end-emergency':
      return phase === 'emergency' ? undefined : 'not-now';
    default:
      return undefined;
  }
}
