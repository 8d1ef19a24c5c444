/**
 * Emergency orders to the lanes of a site under one signature. The sealed draft holds their common terms; the orders are derived from it
 * twice, for the challenge and when they are given, so that the page does not carry every order.
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { assertionChallenge } from '../../contract/assertion.ts';
import { reportDigest } from '../../contract/envelope.ts';
import { type KioskId, kioskIdSchema, wallMsSchema } from '../../contract/field.ts';
import { orderBytes, orderCommandSchema, orderPersonSchema } from '../../contract/order.ts';
import { markOf, rehearsalMark } from '../../contract/rehearsal.ts';
import {
  type OrderAssertion,
  SITE_ORDER_LANES,
  SITE_ORDERS,
  type SiteOrderKind,
  siteOrderOf,
} from '../../contract/site-order.ts';
import { sealedLanesSchema } from '../../people/people/ceremony.ts';
import type { People } from '../../people/people/people.ts';
import type { HeldAssertion } from '../../people/people/prove-passkey.ts';
import { assertionResponseSchema } from '../../people/people/webauthn.ts';
import type { OrderDraftView } from './answers.ts';
import { composeOrder } from './issue-order.ts';
import { askFor, holdSignature, type Signing } from './sign-order.ts';

/** The lanes of a site order, each named once. */
export const siteLanesSchema = z
  .array(kioskIdSchema)
  .min(1)
  .max(SITE_ORDER_LANES)
  .refine((lanes) => new Set(lanes).size === lanes.length, 'must name each lane once');

const termsSchema = z.strictObject({
  site: siteIdSchema,
  command: orderCommandSchema.refine(({ kind }) => isOfSite(kind)),
  person: orderPersonSchema,
  notBefore: wallMsSchema,
  /** From which each order's nonce is derived; never leaves the sealed draft. */
  seed: z.string().regex(/^[0-9a-f]{64}$/),
  lanes: siteLanesSchema,
  ...rehearsalMark,
});
type SiteOrderTerms = z.infer<typeof termsSchema>;

export const signedSiteOrderSchema = z.strictObject({
  draft: sealedLanesSchema,
  response: assertionResponseSchema,
});
export type SignedSiteOrderBody = z.infer<typeof signedSiteOrderSchema>;

/** WebAuthn options over all orders together; `undefined` when the person has no passkey. */
export async function askToSignForSite(
  signing: Signing,
  { principal }: Pick<Permit, 'principal'>,
  wanted: Omit<SiteOrderTerms, 'notBefore' | 'seed' | 'rehearsal'>,
): Promise<OrderDraftView | undefined> {
  const notBefore = Math.round(signing.clock.wallMs());
  const own = { notBefore, seed: randomBytes(32).toString('hex'), ...markOf(signing.config.mode) };
  const terms = termsSchema.parse({ ...wanted, ...own });
  const about = { kind: 'site-order', sessionId: principal.sessionId, terms: JSON.stringify(terms) } as const;
  return askFor(signing, principal, about, assertionChallenge('site-order', ordersOf(terms).digest));
}

/** One lane's order with the signature that covers it. */
export interface HeldSiteOrder {
  readonly kioskId: KioskId;
  readonly payload: Uint8Array;
  readonly assertion: OrderAssertion;
}

export type HoldSiteAnswer =
  | { readonly kind: 'held'; readonly orders: readonly HeldSiteOrder[]; readonly held: HeldAssertion }
  /** As for a single order (`sign-order.ts`). */
  | { readonly kind: 'refused'; readonly code: 'draft-over' | 'assertion-refused' };

/** Verifies an assertion against the draft and the person's passkeys. Its single use and the passkey's counter are not checked yet. */
export async function holdSignedSiteOrder(
  people: People,
  { principal, target, duty }: Permit,
  { draft, response }: SignedSiteOrderBody,
): Promise<HoldSiteAnswer> {
  const ceremony = people.ceremonies.open(draft, 'site-order');
  if (ceremony === undefined || ceremony.about.sessionId !== principal.sessionId) return refused('draft-over');
  const terms = termsSchema.parse(JSON.parse(ceremony.about.terms));
  // The person's duty may have changed since; lanes use the signed role
  if (terms.site !== target.site || terms.person.role !== duty.role) return refused('draft-over');
  const { orders, places } = ordersOf(terms);
  const signed = await holdSignature(people, principal, ceremony, response);
  if (signed === undefined) return refused('assertion-refused');
  const held = orders.map((order, index): HeldSiteOrder => {
    const siteOrder = places[index];
    return { ...order, assertion: { ...signed.assertion, ...(siteOrder !== undefined && { siteOrder }) } };
  });
  return { kind: 'held', orders: held, held: signed.held };
}

function ordersOf({ site, command, person, notBefore, seed, lanes, ...mark }: SiteOrderTerms) {
  const orders = lanes.map((kioskId) => {
    const nonce = createHash('sha256').update(`postern/site-order-nonce/v1\n${seed}\n${kioskId}`).digest('hex');
    const terms = { nonce: nonce.slice(0, 32), notBefore, ...mark };
    return { kioskId, payload: orderBytes(composeOrder(terms, { kioskId, order: command, person })) };
  });
  const { kind } = command;
  if (!isOfSite(kind)) throw new TypeError('only orders of an emergency go to a whole site');
  return {
    orders,
    ...siteOrderOf(
      site,
      kind,
      orders.map(({ payload }) => reportDigest(payload)),
    ),
  };
}

function isOfSite(kind: string): kind is SiteOrderKind {
  return SITE_ORDERS.some((one) => one === kind);
}

function refused(code: 'draft-over' | 'assertion-refused'): HoldSiteAnswer {
  return { kind: 'refused', code };
}
