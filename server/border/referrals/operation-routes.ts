import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { listKiosksOf } from '../../records/kiosks/kiosks.ts';
import { findHandover, laneNotesSchema } from './tables/handovers.ts';
import type { ReferralDesk } from './desk.ts';
import { acceptHandover, offerHandover, startWatch, stopWatch, withdrawHandover } from './keep-watch.ts';
import { readHandoverOffers, readOperations, readVigilance } from './operations.ts';
import { refuse } from './referral-routes.ts';

const BODY_LIMIT_BYTES = 16_384;
export const siteSchema = z.strictObject({ site: siteIdSchema });
export const offerSchema = z.strictObject({ site: siteIdSchema, notes: laneNotesSchema });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of operations, watches, handovers, and the supervisors' statistics. */
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

  return routes.router;
}

/** Whether the permit covers at least one lane of the site. */
async function reachesSite(desk: ReferralDesk, permit: Permit, site: SiteId): Promise<boolean> {
  const lanes = await listKiosksOf(desk.knex, site);
  return lanes.some((kioskId) => permit.covers({ site, kioskId }));
}
