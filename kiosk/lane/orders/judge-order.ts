/** Whether an order signed by the server is valid for this lane, time and state, with the assertions of its people. Pure. */
import {
  DEGRADATION_TAKEN_WITHIN_MS,
  degradationDigest,
  type DegradationTerms,
} from '../../../server/contract/degradation.ts';
import { isAsserted, type OrderRefusal } from '../../../server/contract/order-vocabulary.ts';
import { mayOrder, type Order, type OrderPerson } from '../../../server/contract/order.ts';
import type { KioskId, TransactionId } from '../../../server/contract/report.ts';
import { type OrderAssertion, siteOrderDigest } from '../../../server/contract/site-order.ts';
import type { Lane } from '../state-machine/lane.ts';
import { mayOpenForOrder } from '../state-machine/order-transitions.ts';
import { type AssertedMessage, judgeAssertion, type KeyUse } from '../../lists/officer-keys/judge-assertion.ts';
import type { OfficerKeys } from '../../lists/officer-keys/officer-keys.ts';
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

/** A received order: `digest` of its canonical bytes, and the assertions of the people who give it. */
export interface ReceivedOrder {
  readonly order: Order;
  readonly digest: string;
  readonly assertion: OrderAssertion | undefined;
}

export type JudgedOrder =
  /** `keyUses`: of the passkeys whose assertions the order needs. */
  | { readonly kind: 'holds'; readonly keyUses: readonly KeyUse[] }
  /** Valid, but refused in the current state. Its use is recorded. */
  | { readonly kind: 'not-now'; readonly why: OrderRefusal; readonly keyUses: readonly KeyUse[] }
  /** The order is invalid. */
  | Refused;

interface Refused {
  readonly kind: 'refused';
  readonly why: OrderRefusal;
}

type Asserted = { readonly kind: 'asserted'; readonly keyUses: readonly KeyUse[] } | Refused;

export function judgeOrder(received: ReceivedOrder, facts: OrderFacts): JudgedOrder {
  const { order } = received;
  const { nowMs } = facts;
  if (order.kioskId !== facts.kioskId) return refused('other-lane');
  if (nowMs < order.notBefore - ORDER_SKEW_MS) return refused('not-yet-valid');
  if (isOver(order, nowMs)) return refused('expired');
  if (!mayOrder(order.command.kind, order.persons)) return refused('role-not-entitled');
  const site = received.assertion?.siteOrder?.site;
  if (site !== undefined && facts.site !== undefined && site !== facts.site) return refused('other-site');
  const asserted = assertionsOf(received, facts);
  if (asserted.kind === 'refused') return asserted;
  const { keyUses } = asserted;
  const why = gateAgainst(order, facts);
  return why === undefined ? { kind: 'holds', keyUses } : { kind: 'not-now', why, keyUses };
}

/** The assertions that this kind of order needs; for the other kinds, people agreed on the server. */
function assertionsOf(received: ReceivedOrder, facts: OrderFacts): Asserted {
  const { command, persons } = received.order;
  const [person, second] = persons;
  if (person === undefined) throw new TypeError('an order names at least one person');
  if (isAsserted(command.kind)) return assertionOf(received, person, facts);
  if (command.kind !== 'degrade-policy') return { kind: 'asserted', keyUses: [] };
  if (second === undefined) throw new TypeError('the contract requires two people for a degradation');
  return agreementOf(command.terms, received.assertion, [person, second], facts);
}

/**
 * The requesting person signs. An assertion over the orders to a site counts for this order only with its place among
 * them.
 */
function assertionOf({ order, digest, assertion }: ReceivedOrder, person: OrderPerson, facts: OrderFacts): Asserted {
  if (assertion?.second !== undefined) return refused('assertion-of-another-request');
  const place = assertion?.siteOrder;
  const signed = place === undefined ? digest : siteOrderDigest(order.command.kind, digest, place);
  if (signed === undefined) return refused('assertion-of-another-request');
  const purpose = place === undefined ? 'order' : 'site-order';
  return assertedBy([{ purpose, digest: signed, person, assertion }], facts);
}

/**
 * Both people sign what they decided, which names this lane and its times. The order itself is signed by the server alone,
 * so it must not give more than they decided, nor later.
 */
function agreementOf(
  terms: DegradationTerms,
  assertion: OrderAssertion | undefined,
  [proposer, approver]: readonly [OrderPerson, OrderPerson],
  facts: OrderFacts,
): Asserted {
  if (!terms.kiosks.includes(facts.kioskId)) return refused('other-lane');
  if (facts.site !== undefined && terms.site !== facts.site) return refused('other-site');
  if (facts.nowMs < terms.from - ORDER_SKEW_MS) return refused('not-yet-valid');
  if (facts.nowMs >= terms.from + DEGRADATION_TAKEN_WITHIN_MS + ORDER_SKEW_MS) return refused('expired');
  if (assertion?.siteOrder !== undefined) return refused('assertion-of-another-request');
  const signed = { purpose: 'degradation', digest: degradationDigest(terms) } as const;
  const asserted = assertedBy(
    [
      { ...signed, person: proposer, assertion },
      { ...signed, person: approver, assertion: assertion?.second },
    ],
    facts,
  );
  if (asserted.kind === 'refused') return asserted;
  const [proposed, ...approved] = asserted.keyUses;
  if (proposed === undefined) throw new TypeError('two assertions use two keys');
  return { kind: 'asserted', keyUses: [{ ...proposed, isEarlier: true }, ...approved] };
}

interface Claim extends Pick<AssertedMessage, 'purpose' | 'digest'> {
  readonly person: OrderPerson;
  readonly assertion: OrderAssertion | undefined;
}

/** The first refusal, or the uses of all keys in the order of the claims. */
function assertedBy(claims: readonly Claim[], { officerKeys, nowMs }: OrderFacts): Asserted {
  const keyUses: KeyUse[] = [];
  for (const { purpose, digest, person, assertion } of claims) {
    const message = { purpose, digest, officer: person.id, role: person.role };
    const judged = judgeAssertion(message, assertion, officerKeys, nowMs);
    if (judged.kind === 'refused') return judged;
    keyUses.push({ credentialId: judged.credentialId, counter: judged.counter });
  }
  return { kind: 'asserted', keyUses };
}

function refused(why: OrderRefusal): Refused {
  return { kind: 'refused', why };
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
