import type { Request, Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { type GuardedRouter, guardedRouter } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { listKiosksOf } from '../../records/kiosks/kiosks.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import type { OrderDraftView, OrderGiven, SiteOrdersGiven } from '../../lanes/orders/answers.ts';
import { SIGNED_ORDER_LIMIT_BYTES, signedOrderSchema } from '../../lanes/orders/sign-order.ts';
import { signedSiteOrderSchema } from '../../lanes/orders/sign-site-order.ts';
import type { ReferralDesk } from './desk.ts';
import { giveSignedOrder, LANE_ORDERS, orderLane, type LaneOrder, type RefusedOrder } from './order-lane.ts';
import { giveSignedSiteOrder, orderSite, siteOrderSchema } from './order-site.ts';
import { refuse } from './referral-routes.ts';

const BODY_LIMIT_BYTES = 16_384;

/** Routes of orders to a lane and to all lanes of a site. */
export function orderLaneRoutes(gate: AccessGate, desk: ReferralDesk): Router {
  const routes = guardedRouter(gate);
  addLaneOrders(routes, desk);
  addSiteOrders(routes, desk);
  return routes.router;
}

function addLaneOrders(routes: GuardedRouter, desk: ReferralDesk): void {
  const targetOf = (request: Request) => laneTarget(desk.knex, request.params['kioskId']);
  const order = { targetOf, bodyLimitBytes: BODY_LIMIT_BYTES };
  for (const [path, act] of [
    ['open', 'lane.open'],
    ['service', 'lane.serve'],
    ['emergency', 'lane.open-in-emergency'],
  ] as const) {
    routes.post(`/v1/lanes/:kioskId/${path}`, act, order, async (request, response, permit) => {
      const body = readMessage<LaneOrder>(LANE_ORDERS[act], bytesOf(request.body));
      if (body.kind === 'refused') return sendFailure(response, body);
      const { kioskId } = permit.target;
      if (kioskId === undefined) return refuse(response, 'not-found');
      const answer = await orderLane(desk, permit, kioskId, body.message);
      if (answer.kind === 'refused') sendFailure(response, failureOf(answer));
      else if (answer.kind === 'drafted') response.status(201).json(answer.draft satisfies OrderDraftView);
      else response.status(201).json({ digest: answer.digest, expires: answer.expires } satisfies OrderGiven);
    });
  }

  const signed = { targetOf, bodyLimitBytes: SIGNED_ORDER_LIMIT_BYTES };
  for (const [path, act] of [
    ['open', 'lane.open'],
    ['emergency', 'lane.open-in-emergency'],
  ] as const) {
    routes.post(`/v1/lanes/:kioskId/${path}/signed`, act, signed, async (request, response, permit) => {
      const body = readMessage(signedOrderSchema, bytesOf(request.body));
      if (body.kind === 'refused') return sendFailure(response, body);
      const answer = await giveSignedOrder(desk, permit, body.message);
      if (answer.kind === 'refused') sendFailure(response, failureOf(answer));
      else response.status(201).json({ digest: answer.digest, expires: answer.expires } satisfies OrderGiven);
    });
  }
}

function addSiteOrders(routes: GuardedRouter, desk: ReferralDesk): void {
  const siteOf = async (request: Request) => {
    const site = siteIdSchema.safeParse(request.params['site']);
    const isKnown = site.success && (await listKiosksOf(desk.knex, site.data)).length > 0;
    return isKnown ? { site: site.data } : undefined;
  };
  const site = { targetOf: siteOf, bodyLimitBytes: SIGNED_ORDER_LIMIT_BYTES };
  routes.post('/v1/sites/:site/emergency', 'lane.open-in-emergency', site, async (request, response, permit) => {
    const body = readMessage(siteOrderSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    if (permit.target.site === undefined) return refuse(response, 'not-found');
    const answer = await orderSite(desk, permit, permit.target.site, body.message);
    if (answer.kind === 'refused') sendFailure(response, { code: ORDER_REFUSALS[answer.code] });
    else response.status(201).json(answer.draft satisfies OrderDraftView);
  });

  routes.post('/v1/sites/:site/emergency/signed', 'lane.open-in-emergency', site, async (request, response, permit) => {
    const body = readMessage(signedSiteOrderSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    const answer = await giveSignedSiteOrder(desk, permit, body.message);
    if (answer.kind === 'refused') sendFailure(response, { code: ORDER_REFUSALS[answer.code] });
    else response.status(201).json(answer.given satisfies SiteOrdersGiven);
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

function failureOf(refused: RefusedOrder) {
  const retry = refused.code === 'rate-limited' ? { retryAfterS: refused.retryAfterS } : {};
  return { code: ORDER_REFUSALS[refused.code], ...retry };
}
