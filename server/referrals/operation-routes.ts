import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../access/gate.ts';
import { guardedRouter, type Permit } from '../access/guarded-router.ts';
import { laneTarget } from '../kiosks/lane-target.ts';
import { siteIdSchema, type SiteId } from '../access/vocabulary.ts';
import { bytesOf } from '../http/body.ts';
import { readMessage } from '../http/message.ts';
import { sendFailure } from '../http/wire-failure.ts';
import { SIGNED_ORDER_LIMIT_BYTES, signedOrderSchema } from '../orders/sign-order.ts';
import { signedSiteOrderSchema } from '../orders/sign-site-order.ts';
import { listKiosksOf } from '../kiosks/kiosks.ts';
import { findHandover, laneNotesSchema } from './tables/handovers.ts';
import type { OrderDraftView, OrderGiven, SiteOrdersGiven } from '../orders/answers.ts';
import type { ReferralDesk } from './desk.ts';
import { acceptHandover, offerHandover, startWatch, stopWatch, withdrawHandover } from './keep-watch.ts';
import { giveSignedOrder, LANE_ORDERS, orderLane, type LaneOrder, type RefusedOrder } from './order-lane.ts';
import { giveSignedSiteOrder, orderSite, siteOrderSchema } from './order-site.ts';
import { readHandoverOffers, readOperations, readVigilance } from './operations.ts';
import { refuse } from './referral-routes.ts';

const BODY_LIMIT_BYTES = 16_384;
export const siteSchema = z.strictObject({ site: siteIdSchema });
export const offerSchema = z.strictObject({ site: siteIdSchema, notes: laneNotesSchema });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of operations, watches, handovers, orders to lanes, and the supervisors' statistics. */
export function operationRoutes(gate: AccessGate, desk: ReferralDesk): Router {
  const routes = guardedRouter(gate);
  const options = { bodyLimitBytes: BODY_LIMIT_BYTES };

  routes.get('/v1/operations', 'vigilance.see', async (_request, response, permit) => {
    response.json(await readOperations(desk, permit));
  });

  routes.get('/v1/handovers', 'referral.hand-over', { takesNoQuery: true }, async (_request, response, permit) => {
    response.json(await readHandoverOffers(desk, permit));
  });

  routes.get('/v1/vigilance', 'vigilance.review', async (_request, response, permit) => {
    response.json(await readVigilance(desk, permit));
  });

  routes.post('/v1/watch', 'watch.keep', options, async (request, response, permit) => {
    const body = readMessage(siteSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    if (!(await reachesSite(desk, permit, body.message.site))) return refuse(response, 'out-of-scope');
    const answer = await startWatch(desk, permit, body.message.site);
    if (answer.kind === 'refused') return refuse(response, answer.code);
    response.json(await readOperations(desk, permit));
  });

  routes.post('/v1/watch/end', 'watch.keep', { bodyLimitBytes: 'none' }, async (_request, response, permit) => {
    await stopWatch(desk, permit);
    response.json(await readOperations(desk, permit));
  });

  routes.post('/v1/handovers', 'referral.hand-over', options, async (request, response, permit) => {
    const body = readMessage(offerSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    const { site, notes } = body.message;
    const lanes = await listKiosksOf(desk.knex, site);
    const isTheirs = notes.every(({ kioskId }) => lanes.includes(kioskId) && permit.covers({ site, kioskId }));
    if (!isTheirs || !(await reachesSite(desk, permit, site))) return refuse(response, 'out-of-scope');
    const answer = await offerHandover(desk, permit, body.message);
    if (answer.kind === 'refused') return refuse(response, answer.code);
    response.status(201).json(await readOperations(desk, permit));
  });

  for (const [step, run] of [
    ['accept', acceptHandover],
    ['withdraw', withdrawHandover],
  ] as const) {
    const path = `/v1/handovers/:id/${step}`;
    routes.post(path, 'referral.hand-over', { bodyLimitBytes: 'none' }, async (request, response, permit) => {
      const id = idSchema.safeParse(request.params['id']);
      const handover = id.success ? await findHandover(desk.knex, id.data) : undefined;
      if (handover === undefined) return refuse(response, 'not-found');
      if (!(await reachesSite(desk, permit, handover.site))) return refuse(response, 'out-of-scope');
      const answer = await run(desk, permit, handover.id);
      if (answer.kind === 'refused') return refuse(response, answer.code);
      response.json(await readOperations(desk, permit));
    });
  }

  const targetOf = (request: Request) => laneTarget(desk.knex, request.params['kioskId']);
  const order = { targetOf, ...options };
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

  return routes.router;
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

/** Whether the permit covers at least one lane of the site. */
async function reachesSite(desk: ReferralDesk, permit: Permit, site: SiteId): Promise<boolean> {
  const lanes = await listKiosksOf(desk.knex, site);
  return lanes.some((kioskId) => permit.covers({ site, kioskId }));
}
