/** Signed orders for tests. */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { KioskId, OfficerId, TransactionId } from '../../server/contract/field.ts';
import {
  isAsserted,
  ORDER_ASSERTED_BY_BOTH,
  ORDER_DUTIES,
  ORDERS_OF_A_TRANSACTION,
  TWO_PERSON_ORDERS,
} from '../../server/contract/order-vocabulary.ts';
import { type Order, orderBytes, type OrderCommand, orderSigningInput } from '../../server/contract/order.ts';
import { encodeServerMessage, withAssertion } from '../../server/contract/server-message.ts';
import { asserted, passkeyOf } from './officer-passkeys.ts';
import { assertedByBoth } from './signed-degradations.ts';

const SERVER_SEED = new Uint8Array(32).fill(9);
/** Public key of the same server as in `signed-grants.ts`. */
export const ORDERING_KEY = ed25519.getPublicKey(SERVER_SEED);
export const ORDERED_TRANSACTION = '1'.repeat(32) as TransactionId;

let made = 0;

/** A valid order with the longest permitted lifetime. */
export function anOrder(command: OrderCommand, over: Partial<Order> = {}): Order {
  made += 1;
  const notBefore = over.notBefore ?? 1_000_000_000;
  const [role = 'officer', other = role] = ORDER_DUTIES[command.kind];
  const persons = [
    { id: 'person-one' as OfficerId, role },
    { id: 'person-two' as OfficerId, role: other },
  ];
  return {
    version: 1,
    nonce: made.toString(16).padStart(32, '0'),
    kioskId: 'lane-1' as KioskId,
    ...(ORDERS_OF_A_TRANSACTION.has(command.kind) && { transactionId: ORDERED_TRANSACTION }),
    command,
    persons: TWO_PERSON_ORDERS.has(command.kind) ? persons : persons.slice(0, 1),
    notBefore,
    expires: notBefore + 10_000,
    ...over,
  };
}

/** Signed with the tests' server key or another one and, as its kind needs, with the passkeys of its people. */
export function signOrder(command: OrderCommand, over: Partial<Order> = {}, seed: Uint8Array = SERVER_SEED) {
  const order = anOrder(command, over);
  const payload = orderBytes(order);
  const unasserted = encodeServerMessage(payload, ed25519.sign(orderSigningInput(payload), seed));
  const [person] = order.persons;
  const isSignedByPerson = isAsserted(command.kind) && person !== undefined;
  if (command.kind === ORDER_ASSERTED_BY_BOTH) {
    const [first, second] = order.persons.map(({ id }) => passkeyOf(id));
    const wire = withAssertion(unasserted, assertedByBoth(command.terms, first, second));
    return { order, unasserted, wire };
  }
  return {
    order,
    unasserted,
    wire: isSignedByPerson ? asserted('order', unasserted, passkeyOf(person.id)) : unasserted,
  };
}
