/** Emergency orders to the lanes of a site, signed once for all of them. Each lane gets its own order. */
import { z } from 'zod';
import type { Permit } from '../../platform/access/guarded-router.ts';
import type { SiteId } from '../../platform/access/vocabulary.ts';
import { listKiosksOf } from '../../records/kiosks/kiosks.ts';
import type { OrderDraftView, SiteOrdersGiven } from '../../lanes/orders/answers.ts';
import { issueDrafted, signOrder } from '../../lanes/orders/issue-order.ts';
import { orderRoleOf } from '../../lanes/orders/order-role.ts';
import {
  askToSignForSite,
  holdSignedSiteOrder,
  siteLanesSchema,
  type SignedSiteOrderBody,
} from '../../lanes/orders/sign-site-order.ts';
import { noteTaken, takeAssertion, type TakenAssertion } from '../../people/people/prove-passkey.ts';
import type { ReferralDesk } from './desk.ts';
import { LANE_ORDERS, type OrderRefusalCode } from './order-lane.ts';

export const siteOrderSchema = z.strictObject({
  order: LANE_ORDERS['lane.open-in-emergency'],
  /** The lanes that the person saw; all of this site. */
  lanes: siteLanesSchema,
});

type Refused = {
  readonly kind: 'refused';
  readonly code: Exclude<OrderRefusalCode, 'no-such-referral' | 'not-admitted'>;
};

export type SiteDraftAnswer = { readonly kind: 'drafted'; readonly draft: OrderDraftView } | Refused;
export type SiteOrderAnswer = { readonly kind: 'ordered'; readonly given: SiteOrdersGiven } | Refused;

/** Drafts the orders for the person's signature. */
export async function orderSite(
  desk: ReferralDesk,
  permit: Permit,
  site: SiteId,
  { order: command, lanes }: z.infer<typeof siteOrderSchema>,
): Promise<SiteDraftAnswer> {
  const role = orderRoleOf(permit.duty.role);
  if (role === undefined) return refused('role-not-entitled');
  const known = new Set(await listKiosksOf(desk.knex, site));
  if (!lanes.every((kioskId) => known.has(kioskId))) return refused('no-such-lane');
  const person = { id: permit.principal.personId, role };
  const draft = await askToSignForSite(desk.people, permit, { site, command, person, lanes });
  return draft === undefined ? refused('no-passkey') : { kind: 'drafted', draft };
}

/**
 * Gives the signed orders, once, all in one transaction, after all their signatures. A lane that was disabled after the draft gets none and does not keep the others
 * waiting. Resolves when the orders are durable; each lane's report says whether it obeyed.
 */
export async function giveSignedSiteOrder(
  desk: ReferralDesk,
  permit: Permit,
  body: SignedSiteOrderBody,
): Promise<SiteOrderAnswer> {
  const { people } = desk;
  const { personId, sessionId: session } = permit.principal;
  const answer = await holdSignedSiteOrder(people, permit, body);
  if (answer.kind === 'refused') {
    if (answer.code === 'assertion-refused') people.signals.note('step-up-failed', personId);
    return answer;
  }
  // Before the transaction: a slow key would keep the database closed to the rest for all these signatures
  const signatures: Uint8Array[] = [];
  for (const { payload } of answer.orders) signatures.push(await signOrder(desk.orders, payload));
  let taken: TakenAssertion | undefined;
  const issued = await desk.queue.run(async (transaction): Promise<SiteOrderAnswer> => {
    taken = await takeAssertion(people, transaction, answer.held);
    if (taken.kind === 'replayed') return refused('draft-over');
    if (taken.kind === 'regressed') return refused('assertion-refused');
    // One moment for all, by which a supervisor confirms them together
    const at = Math.round(desk.clock.wallMs());
    const orders: SiteOrdersGiven['orders'][number][] = [];
    for (const [index, { kioskId, payload, assertion }] of answer.orders.entries()) {
      const draft = { payload, assertion, session, at, signature: signatures[index] };
      const one = await issueDrafted(desk.orders, transaction, draft);
      orders.push({ kioskId, digest: one.kind === 'issued' ? one.digest : null });
    }
    return { kind: 'ordered', given: { orders } };
  });
  noteTaken(people, taken, personId);
  if (issued.kind === 'ordered') await desk.ledger.settle();
  return issued;
}

function refused(code: Refused['code']): Refused {
  return { kind: 'refused', code };
}
