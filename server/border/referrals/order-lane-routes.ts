import type { Request, Router } from 'express';
import type { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { type GuardedRoutes, guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { NOT_FOUND, type Refused } from '../../platform/http/route.ts';
import { listKiosksOf } from '../../records/kiosks/kiosks.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import {
  type OrderDraftView,
  orderDraftSchema,
  type OrderGiven,
  orderGivenSchema,
  siteOrdersGivenSchema,
} from '../../lanes/orders/answers.ts';
import { SIGNED_ORDER_LIMIT_BYTES, signedOrderSchema } from '../../lanes/orders/sign-order.ts';
import { signedSiteOrderSchema } from '../../lanes/orders/sign-site-order.ts';
import type { ReferralDesk } from './desk.ts';
import { giveSignedOrder, LANE_ORDERS, orderLane, type LaneOrder, type RefusedOrder } from './order-lane.ts';
import { giveSignedSiteOrder, orderSite, siteOrderSchema } from './order-site.ts';

const maxBodyBytes = SIGNED_ORDER_LIMIT_BYTES;

/** Routes of orders to a lane and to all lanes of a site. */
export function orderLaneRoutes(gate: AccessGate, desk: ReferralDesk): Router {
  const routes = guardedRoutes(gate);
  addLaneOrders(routes, desk);
  addSiteOrders(routes, desk);
  return routes.router;
}

function addLaneOrders(routes: GuardedRoutes, desk: ReferralDesk): void {
  const targetOf = (request: Request) => laneTarget(desk.knex, request.params['kioskId']);
  for (const [path, act, shown] of [
    ['open', 'lane.open', orderDraftSchema],
    ['service', 'lane.serve', orderGivenSchema],
    ['emergency', 'lane.open-in-emergency', orderDraftSchema],
  ] as const) {
    const body: z.ZodType<LaneOrder> = LANE_ORDERS[act];
    const answer: z.ZodType<OrderDraftView | OrderGiven> = shown;
    const form = { targetOf, body, answer, status: 201 };
    routes.post(`/v1/lanes/:kioskId/${path}`, act, form, async (asked, permit) => {
      const { kioskId } = permit.target;
      if (kioskId === undefined) return NOT_FOUND;
      const ordered = await orderLane(desk, permit, kioskId, asked.body);
      if (ordered.kind === 'refused') return refusalOf(ordered);
      return ordered.kind === 'drafted' ? ordered.draft : { digest: ordered.digest, expires: ordered.expires };
    });
  }

  const ofSigned = { targetOf, body: signedOrderSchema, maxBodyBytes, answer: orderGivenSchema, status: 201 };
  for (const [path, act] of [
    ['open', 'lane.open'],
    ['emergency', 'lane.open-in-emergency'],
  ] as const) {
    routes.post(`/v1/lanes/:kioskId/${path}/signed`, act, ofSigned, async ({ body }, permit) => {
      const answer = await giveSignedOrder(desk, permit, body);
      return answer.kind === 'refused' ? refusalOf(answer) : { digest: answer.digest, expires: answer.expires };
    });
  }
}

function addSiteOrders(routes: GuardedRoutes, desk: ReferralDesk): void {
  const targetOf = async (request: Request) => {
    const site = siteIdSchema.safeParse(request.params['site']);
    const isKnown = site.success && (await listKiosksOf(desk.knex, site.data)).length > 0;
    return isKnown ? { site: site.data } : undefined;
  };
  const act = 'lane.open-in-emergency';
  const ofOrder = { targetOf, body: siteOrderSchema, maxBodyBytes, answer: orderDraftSchema, status: 201 };
  routes.post('/v1/sites/:site/emergency', act, ofOrder, async ({ body }, permit) => {
    if (permit.target.site === undefined) return NOT_FOUND;
    const answer = await orderSite(desk, permit, permit.target.site, body);
    return answer.kind === 'refused' ? refusalOf(answer) : answer.draft;
  });

  const ofSigned = { ...ofOrder, body: signedSiteOrderSchema, answer: siteOrdersGivenSchema };
  routes.post('/v1/sites/:site/emergency/signed', act, ofSigned, async ({ body }, permit) => {
    const answer = await giveSignedSiteOrder(desk, permit, body);
    return answer.kind === 'refused' ? refusalOf(answer) : answer.given;
  });
}

const ORDER_REFUSALS = {
  'no-such-lane': 'not-found',
  'no-such-referral': 'not-found',
  'role-not-entitled': 'not-entitled',
  'not-admitted': 'not-admitted',
  'rate-limited': 'rate-limited',
  'no-passkey': 'no-passkey',
  'draft-over': 'draft-over',
  'assertion-refused': 'assertion-refused',
} as const;

function refusalOf(answer: RefusedOrder): Refused {
  return { ...answer, code: ORDER_REFUSALS[answer.code] };
}
