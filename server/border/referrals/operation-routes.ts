import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import { handoverOffersSchema, operationsSchema, vigilanceSchema } from './answers.ts';
import { listKiosksOf } from '../../records/kiosks/kiosks.ts';
import { findHandover, laneNotesSchema } from './tables/handovers.ts';
import type { ReferralDesk } from './desk.ts';
import { acceptHandover, offerHandover, startWatch, stopWatch, withdrawHandover } from './keep-watch.ts';
import { readHandoverOffers, readOperations, readVigilance } from './operations.ts';

const siteSchema = z.strictObject({ site: siteIdSchema });
const offerSchema = z.strictObject({ site: siteIdSchema, notes: laneNotesSchema });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of operations, watches, handovers, and the supervisors' statistics. */
export function operationRoutes(gate: AccessGate, desk: ReferralDesk): Router {
  const routes = guardedRoutes(gate);
  const form = { query: 'any', answer: operationsSchema } as const;
  const noSuchReach = refused('out-of-scope');

  routes.get('/v1/operations', 'vigilance.see', form, (_asked, permit) => readOperations(desk, permit));

  routes.get('/v1/handovers', 'referral.hand-over', { answer: handoverOffersSchema }, (_asked, permit) =>
    readHandoverOffers(desk, permit),
  );

  const ofVigilance = { query: 'any', answer: vigilanceSchema } as const;
  routes.get('/v1/vigilance', 'vigilance.review', ofVigilance, (_asked, permit) => readVigilance(desk, permit));

  routes.post('/v1/watch', 'watch.keep', { ...form, body: siteSchema }, async ({ body: { site } }, permit) => {
    if (!(await reachesSite(desk, permit, site))) return noSuchReach;
    const answer = await startWatch(desk, permit, site);
    return answer.kind === 'refused' ? answer : readOperations(desk, permit);
  });

  routes.post('/v1/watch/end', 'watch.keep', form, async (_asked, permit) => {
    await stopWatch(desk, permit);
    return readOperations(desk, permit);
  });

  const ofOffer = { ...form, body: offerSchema, status: 201 };
  routes.post('/v1/handovers', 'referral.hand-over', ofOffer, async ({ body }, permit) => {
    const { site, notes } = body;
    const lanes = await listKiosksOf(desk.knex, site);
    const isTheirs = notes.every(({ kioskId }) => lanes.includes(kioskId) && permit.covers({ site, kioskId }));
    if (!isTheirs || !(await reachesSite(desk, permit, site))) return noSuchReach;
    const answer = await offerHandover(desk, permit, body);
    return answer.kind === 'refused' ? answer : readOperations(desk, permit);
  });

  for (const [step, run] of [
    ['accept', acceptHandover],
    ['withdraw', withdrawHandover],
  ] as const) {
    routes.post(`/v1/handovers/:id/${step}`, 'referral.hand-over', form, async ({ params }, permit) => {
      const id = idSchema.safeParse(params.id).data;
      const handover = id === undefined ? undefined : await findHandover(desk.knex, id);
      if (handover === undefined) return NOT_FOUND;
      if (!(await reachesSite(desk, permit, handover.site))) return noSuchReach;
      const answer = await run(desk, permit, handover.id);
      return answer.kind === 'refused' ? answer : readOperations(desk, permit);
    });
  }

  return routes.router;
}

/** Whether the permit covers at least one lane of the site. */
async function reachesSite(desk: ReferralDesk, permit: Permit, site: SiteId): Promise<boolean> {
  const lanes = await listKiosksOf(desk.knex, site);
  return lanes.some((kioskId) => permit.covers({ site, kioskId }));
}
