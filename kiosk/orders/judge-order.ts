/** Whether an order signed by the server is valid for this lane, time and state, with its officer's assertion. Pure. */
import { isAsserted, type OrderRefusal } from '../../server/contract/order-vocabulary.ts';
import { mayOrder, type Order } from '../../server/contract/order.ts';
import type { KioskId, TransactionId } from '../../server/contract/report.ts';
import { type OrderAssertion, siteOrderDigest } from '../../server/contract/site-order.ts';
import type { Lane } from '../lane/lane.ts';
import { mayOpenForOrder } from '../lane/order-transitions.ts';
import { type JudgedAssertion, judgeAssertion, type KeyUse } from '../officer-keys/judge-assertion.ts';
import type { OfficerKeys } from '../officer-keys/officer-keys.ts';
import { ORDER_SKEW_MS } from './order-constants.ts';

export interface OrderFacts {
  readonly kioskId: KioskId;
  /** The lane's site, by its enrolment; `undefined` for a lane that was enrolled by hand. */
  readonly site: string | undefined;
  /** The lane's wall time, ms. */
  readonly nowMs: number;
  readonly lane: Lane;
  /** The last referred traveller, if still at the gate as far as the lane can tell. */
  readonly referred: TransactionId | undefined;
  /** `undefined` while no list of officers' keys is in force. */
  readonly officerKeys: OfficerKeys | undefined;
}

/** A received order: `digest` of its canonical bytes, and the assertion of the person who gives it. */
export interface ReceivedOrder {
  readonly order: Order;
  readonly digest: string;
  readonly assertion: OrderAssertion | undefined;
}

export type JudgedOrder =
  /** `keyUse`: for an order that moves a gate. */
  | { readonly kind: 'holds'; readonly keyUse: KeyUse | undefined }
  /** Valid, but refused in the current state. Its use is recorded. */
  | { readonly kind: 'not-now'; readonly why: OrderRefusal; readonly keyUse: KeyUse | undefined }
  /** The order is invalid. */
  | { readonly kind: 'refused'; readonly why: OrderRefusal };

export function judgeOrder(received: ReceivedOrder, facts: OrderFacts): JudgedOrder {
  const { order } = received;
  const { nowMs } = facts;
  if (order.kioskId !== facts.kioskId) return { kind: 'refused', why: 'other-lane' };
  if (nowMs < order.notBefore - ORDER_SKEW_MS) return { kind: 'refused', why: 'not-yet-valid' };
  if (isOver(order, nowMs)) return { kind: 'refused', why: 'expired' };
  if (!mayOrder(order.command.kind, order.persons)) return { kind: 'refused', why: 'role-not-entitled' };
  const site = received.assertion?.siteOrder?.site;
  if (site !== undefined && facts.site !== undefined && site !== facts.site) {
    return { kind: 'refused', why: 'other-site' };
  }
  const asserted = isAsserted(order.command.kind) ? assertionOf(received, facts) : undefined;
  if (asserted?.kind === 'refused') return asserted;
  const keyUse = asserted && { credentialId: asserted.credentialId, counter: asserted.counter };
  const why = gateAgainst(order, facts);
  return why === undefined ? { kind: 'holds', keyUse } : { kind: 'not-now', why, keyUse };
}

/**
 * The requesting person signs; a second person, if required, agreed on the server. An assertion over the orders to a site
 * counts for this order only with its place among them.
 */
function assertionOf({ order, digest, assertion }: ReceivedOrder, facts: OrderFacts): JudgedAssertion {
  const [person] = order.persons;
  if (person === undefined) throw new TypeError('an order names at least one person');
  const by = { officer: person.id, role: person.role };
  const place = assertion?.siteOrder;
  if (place === undefined) {
    return judgeAssertion({ purpose: 'order', digest, ...by }, assertion, facts.officerKeys, facts.nowMs);
  }
  const signed = siteOrderDigest(order.command.kind, digest, place);
  if (signed === undefined) return { kind: 'refused', why: 'assertion-of-another-request' };
  return judgeAssertion({ purpose: 'site-order', digest: signed, ...by }, assertion, facts.officerKeys, facts.nowMs);
}

export function isOver({ expires }: Pick<Order, 'expires'>, nowMs: number): boolean {
  return nowMs >= expires + ORDER_SKEW_MS;
}

/** The reason to refuse an order that moves the gate, from the state of gate and traveller. */
function gateAgainst({ command, transactionId }: Order, { lane, referred }: OrderFacts): OrderRefusal | undefined {
  const { phase } = lane.state;
  switch (command.kind) {
    case 'open-for-traveller':
      if (lane.faults.includes('gate')) return 'gate-away';
      if (!mayOpenForOrder(lane)) return 'not-now';
      return transactionId === referred ? undefined : 'other-traveller';
    case 'open-for-cause':
      if (lane.faults.includes('gate')) return 'gate-away';
      // While a referred traveller is at the gate, it only opens by an officer's decision about them
      return mayOpenForOrder(lane) && phase !== 'referred' ? undefined : 'not-now';
    case 'end-emergency':
      return phase === 'emergency' ? undefined : 'not-now';
    default:
      return undefined;
  }
}
