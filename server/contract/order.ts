/**
 * A signed order of the server to one lane: open once for one traveller, close, keep or erase captures, and so on. It is valid for seconds
 * or minutes and names the people on whose duty it is given. The lane executes it once and reports the result in its chain. An order that
 * moves a gate also needs the assertion of the person who gives it, and one that relaxes checks those of both its people (`assertion.ts`).
 */
import { z } from 'zod';
import { ASSERTION_LIMIT_BYTES } from './assertion.ts';
import { degradationTermsSchema } from './degradation.ts';
import { kioskIdSchema, officerIdSchema, transactionIdSchema, wallMsSchema } from './field.ts';
import {
  DEGRADATIONS,
  EMERGENCY_CAUSES,
  HOLD_REASONS,
  OPENING_CAUSES,
  ORDER_DUTIES,
  ORDER_LIFETIMES_MS,
  ORDER_ROLES,
  ORDERS_OF_A_TRANSACTION,
  RESOLUTIONS,
  SERVICE_REASONS,
  TWO_PERSON_ORDERS,
} from './order-vocabulary.ts';
import { payloadBytes, readPayload, type ReadPayload } from './payload.ts';
import { LONGEST_RETENTION_MS, signedRetentionSchema } from './retention.ts';
import { rehearsalMark } from './rehearsal.ts';
import {
  openServerMessage,
  type OpenedServerMessage,
  type ServerKey,
  type ServerMessageForm,
} from './server-message.ts';
import { signingInput } from './signing.ts';
import { SITE_ORDER_PLACE_LIMIT_BYTES } from './site-order.ts';

/** Upper bound of an order's wire form with two assertions: an order may carry a whole retention policy. */
export const ORDER_LIMIT_BYTES = 49_152 + 2 * ASSERTION_LIMIT_BYTES + SITE_ORDER_PLACE_LIMIT_BYTES;

/** The action that a lane is to take. */
export const orderCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open-for-traveller') }),
  z.strictObject({ kind: z.literal('open-for-cause'), cause: z.enum(OPENING_CAUSES) }),
  z.strictObject({ kind: z.literal('take-out-of-service'), reason: z.enum(SERVICE_REASONS) }),
  z.strictObject({ kind: z.literal('return-to-service') }),
  z.strictObject({ kind: z.literal('open-in-emergency'), cause: z.enum(EMERGENCY_CAUSES) }),
  z.strictObject({ kind: z.literal('end-emergency') }),
  z.strictObject({ kind: z.literal('resolve-referral'), captures: z.enum(RESOLUTIONS) }),
  z.strictObject({
    kind: z.literal('hold-captures'),
    reason: z.enum(HOLD_REASONS),
    /** Wall ms at which the hold ends. */
    until: wallMsSchema,
  }),
  z.strictObject({ kind: z.literal('release-hold') }),
  z.strictObject({ kind: z.literal('erase-captures') }),
  z.strictObject({ kind: z.literal('adopt-retention'), signed: signedRetentionSchema }),
  z.strictObject({ kind: z.literal('degrade-policy'), terms: degradationTermsSchema }),
  z.strictObject({ kind: z.literal('end-degradation'), degradation: z.enum(DEGRADATIONS) }),
]);
export type OrderCommand = z.infer<typeof orderCommandSchema>;

export const orderPersonSchema = z.strictObject({ id: officerIdSchema, role: z.enum(ORDER_ROLES) });
export type OrderPerson = z.infer<typeof orderPersonSchema>;

export const orderSchema = z
  .strictObject({
    version: z.literal(1),
    /** Random. A lane accepts it once. */
    nonce: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
    kioskId: kioskIdSchema,
    ...rehearsalMark,
    transactionId: transactionIdSchema.optional(),
    command: orderCommandSchema,
    /** The person who gives the order and, where two are needed, the one who agreed. */
    persons: z.array(orderPersonSchema).min(1).max(2),
    notBefore: wallMsSchema,
    expires: wallMsSchema,
  })
  .superRefine((order, context) => {
    const { kind } = order.command;
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (ORDERS_OF_A_TRANSACTION.has(kind) !== (order.transactionId !== undefined)) {
      fault('transactionId', 'must be present exactly where the order is about one traveller');
    }
    const lifetimeMs = order.expires - order.notBefore;
    if (lifetimeMs <= 0 || lifetimeMs > ORDER_LIFETIMES_MS[kind]) {
      fault('expires', 'must be after notBefore and within the lifetime of this kind of order');
    }
    if (new Set(order.persons.map(({ id }) => id)).size !== order.persons.length) {
      fault('persons', 'must be two different people');
    }
    if (TWO_PERSON_ORDERS.has(kind) && order.persons.length < 2) fault('persons', 'must be two for this order');
    const { command, notBefore } = order;
    if (command.kind === 'hold-captures') {
      const longest = notBefore + LONGEST_RETENTION_MS['legal-hold'];
      if (command.until <= notBefore || command.until > longest) {
        fault('command', 'must end after the order and within the longest allowed time');
      }
    }
    if (command.kind === 'degrade-policy' && (notBefore < command.terms.from || command.terms.until <= notBefore)) {
      fault('command', 'must begin before the order and end after it');
    }
  });
export type Order = z.infer<typeof orderSchema>;

/** Whether each of these people is on a duty that allows this order. */
export function mayOrder(kind: OrderCommand['kind'], persons: readonly OrderPerson[]): boolean {
  return persons.every(({ role }) => ORDER_DUTIES[kind].includes(role));
}

const ORDER_FORM: ServerMessageForm<Order> = {
  purpose: 'order',
  schema: orderSchema,
  limitBytes: 32_768,
  wireLimitBytes: ORDER_LIMIT_BYTES,
  asserted: true,
  assertedTogether: true,
  assertedByBoth: true,
};

/** The canonical bytes of an order. Throws `ContractError` `invalid` or `too-large`. */
export function orderBytes(order: Order): Uint8Array {
  return payloadBytes(ORDER_FORM, order);
}

/** Reads canonical bytes without a signature. */
export function readOrder(payload: Uint8Array): ReadPayload<Order> {
  return readPayload(ORDER_FORM, payload);
}

/** The bytes that the server's key signs; `encodeServerMessage` makes the bytes on the wire. */
export function orderSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('order', payload);
}

/**
 * Verifies an order's form and the server's signature (key: 32 bytes). The lane itself checks that the order is for this lane, in force
 * and not used before. Throws `ContractError` `bad-key` as `openServerMessage` does.
 */
export function openOrder(bytes: Uint8Array, serverKey: ServerKey): OpenedServerMessage<Order> {
  return openServerMessage(ORDER_FORM, bytes, serverKey);
}
