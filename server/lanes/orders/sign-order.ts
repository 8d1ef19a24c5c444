/**
 * Signing of a drafted order by the person who gives it. The server stores no drafts: the page returns the sealed bytes, valid for this
 * session, once, within a minute.
 */
import type { Permit } from '../../platform/access/guarded-router.ts';
import { z } from 'zod';
import { type Assertion, assertionChallenge, assertionSchema } from '../../contract/assertion.ts';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import { ORDER_ASSERTED_WITHIN_MS } from '../../contract/order-vocabulary.ts';
import { type Order, readOrder } from '../../contract/order.ts';
import { type CeremonyAbout, sealedCeremonySchema } from '../../people/people/ceremony.ts';
import type { People } from '../../people/people/people.ts';
import { type HeldAssertion, holdAssertion } from '../../people/people/prove-passkey.ts';
import { type AssertionResponse, assertionResponseSchema, requestOptions } from '../../people/people/webauthn.ts';
import { usablePasskeys } from '../../people/people/tables/passkeys.ts';
import type { OrderDraftView } from './answers.ts';

export const signedOrderSchema = z.strictObject({ draft: sealedCeremonySchema, response: assertionResponseSchema });
export type SignedOrderBody = z.infer<typeof signedOrderSchema>;

/** Room for a draft and an assertion with the certificates that some authenticators add. */
export const SIGNED_ORDER_LIMIT_BYTES = 16_384;

export type Signing = Pick<People, 'knex' | 'ceremonies' | 'party' | 'clock' | 'config'>;

export interface DraftedOrder {
  readonly payload: Uint8Array;
  readonly digest: string;
}

/** WebAuthn options for the person's browser; `undefined` when they have no passkey. */
export async function askToSign(
  signing: Signing,
  { principal, act }: Pick<Permit, 'principal' | 'act'>,
  { payload, digest }: DraftedOrder,
): Promise<OrderDraftView | undefined> {
  const about = { kind: 'order', sessionId: principal.sessionId, act, payload: encodeBase64Url(payload) } as const;
  return askFor(signing, principal, about, assertionChallenge('order', digest));
}

/** The sealed draft and WebAuthn options over this challenge; `undefined` when the person has no passkey. */
export async function askFor(
  { knex, ceremonies, party, clock }: Signing,
  { personId }: Permit['principal'],
  about: CeremonyAbout,
  bytesToSign: Uint8Array,
): Promise<OrderDraftView | undefined> {
  const passkeys = await usablePasskeys(knex, personId);
  if (passkeys.length === 0) return undefined;
  const terms = { challenge: new Uint8Array(bytesToSign), lifetimeMs: ORDER_ASSERTED_WITHIN_MS };
  const { sealed, challenge } = ceremonies.begin(about, terms);
  const options = await requestOptions(party, challenge, passkeys);
  return { draft: sealed, options, expires: Math.round(clock.wallMs()) + ORDER_ASSERTED_WITHIN_MS };
}

/** A verified signed draft. Its single use and the passkey's counter are not checked yet. */
export interface HeldOrder extends HeldSignature {
  readonly order: Order;
  readonly payload: Uint8Array;
}

export type HoldAnswer =
  | { readonly kind: 'held'; readonly order: HeldOrder }
  /** `draft-over`: made by another session or for another act, or expired. */
  | { readonly kind: 'refused'; readonly code: 'draft-over' | 'assertion-refused' };

/** Verifies an assertion against the draft and the person's passkeys. Refuses a draft for another lane than the permit's. */
export async function holdSignedOrder(
  people: People,
  { principal, act, target, duty }: Permit,
  { draft, response }: SignedOrderBody,
): Promise<HoldAnswer> {
  const ceremony = people.ceremonies.open(draft, 'order');
  const payload = ceremony === undefined ? undefined : decodeBase64Url(ceremony.about.payload);
  const read = payload === undefined ? undefined : readOrder(payload);
  if (ceremony === undefined || payload === undefined || read?.kind !== 'valid') return refused('draft-over');
  const { sessionId, act: drafted } = ceremony.about;
  const order = read.message;
  if (sessionId !== principal.sessionId || drafted !== act || order.kioskId !== target.kioskId) {
    return refused('draft-over');
  }
  // The person's duty may have changed since; the lane uses the signed role
  if (order.persons[0]?.role !== duty.role) return refused('draft-over');
  const signed = await holdSignature(people, principal, ceremony, response);
  return signed === undefined ? refused('assertion-refused') : { kind: 'held', order: { order, payload, ...signed } };
}

/** A verified assertion by one of the person's passkeys, in the form that lanes verify. */
export interface HeldSignature {
  readonly assertion: Assertion;
  readonly held: HeldAssertion;
}

/** `undefined` when the assertion is not this person's over the ceremony's challenge. */
export async function holdSignature(
  people: People,
  { personId }: Permit['principal'],
  ceremony: HeldAssertion['ceremony'],
  response: AssertionResponse,
): Promise<HeldSignature | undefined> {
  const { clientDataJSON, authenticatorData, signature } = response.response;
  const parts = { credentialId: response.id, clientDataJSON, authenticatorData, signature };
  const assertion = assertionSchema.safeParse(parts);
  const held = assertion.success ? await holdAssertion(people, ceremony, response) : undefined;
  if (!assertion.success || held === undefined || held.personId !== personId) return undefined;
  return { assertion: assertion.data, held };
}

function refused(code: 'draft-over' | 'assertion-refused'): HoldAnswer {
  return { kind: 'refused', code };
}
