import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { ORDER_KINDS, ORDER_REFUSALS } from '../../contract/order-vocabulary.ts';
import { orderPersonSchema } from '../../contract/order.ts';
import { requestOptionsSchema } from '../../people/people/answers/webauthn.ts';

export const ORDER_STATES = [
  /** No answer yet, and the lane may still obey. */
  'pending',
  'obeyed',
  'refused',
  /** No answer arrived in time. A later answer still replaces it. */
  'expired',
] as const;

/** An order as consoles show it. */
const orderSchema = z.strictObject({
  /** Increases with each order. */
  id: z.int(),
  /** SHA-256 of the signed bytes, hex; the lane's report contains it. */
  digest: z.string(),
  kioskId: z.string(),
  transactionId: z.string().nullable(),
  kind: z.enum(ORDER_KINDS),
  persons: z.array(orderPersonSchema),
  issuedAt: wallMs,
  /** Wall ms until which the lane may obey it. */
  expires: wallMs,
  state: z.enum(ORDER_STATES),
  refusal: z.enum(ORDER_REFUSALS).nullable(),
  settledAt: wallMs.nullable(),
});
export type OrderView = Answer<typeof orderSchema>;

export const orderListSchema = z.strictObject({
  serverTime: wallMs,
  /** Newest first. */
  orders: z.array(orderSchema),
});
export type OrderList = Answer<typeof orderListSchema>;

/** An order that moves a gate, before the person who gives it has signed it. */
export const orderDraftSchema = z.strictObject({
  /** Sealed; the console returns it with the signature. */
  draft: z.string(),
  options: requestOptionsSchema,
  /** Wall ms until which it must be signed. */
  expires: wallMs,
});
export type OrderDraftView = Answer<typeof orderDraftSchema>;

/** An order that was given. */
export const orderGivenSchema = z.strictObject({
  /** SHA-256 of the signed bytes, hex; the lane's report contains it. */
  digest: z.string(),
  /** Wall ms until which the lane may obey it. */
  expires: wallMs,
});
export type OrderGiven = Answer<typeof orderGivenSchema>;

/** The orders that one signature gave to the lanes of a site. */
export const siteOrdersGivenSchema = z.strictObject({
  /** `digest`: as of an order that was given; `null` for a lane that was disabled after the draft and got none. */
  orders: z.array(z.strictObject({ kioskId: z.string(), digest: z.string().nullable() })),
});
export type SiteOrdersGiven = Answer<typeof siteOrdersGivenSchema>;
