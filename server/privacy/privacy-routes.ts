import type { Router } from 'express';
import { NOT_FOUND } from '../platform/http/route.ts';
import { z } from 'zod';
import { guardedRoutes } from '../platform/access/guarded-router.ts';
import { wholeNumber } from '../platform/http/query.ts';
import { erasedByDay, listErasures } from './tables/erasures.ts';
import { listKeeping } from './tables/keeping.ts';
import { viewingsSince } from '../records/reports/viewings.ts';
import { siteIdSchema } from '../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../contract/field.ts';
import { PAGE_LIMIT } from '../platform/http/limits.ts';
import { erasurePageSchema, heldSchema, viewingPageSchema } from './answers/privacy.ts';
import { byDay } from './held/retention-curve.ts';
import { heldNow } from './held/held-now.ts';
import type { PrivacyDesk } from './privacy-desk.ts';
import { officeRoutes } from './office-routes.ts';
import { requestRoutes } from './requests/request-routes.ts';
import { proofOf, subjectSchema } from './proof-of.ts';
import { JUDGED_MS, MAX_JUDGED, viewingPage } from './viewings/viewing-page.ts';

/** Length of the curve of erasures, in days. */
const CURVE_DAYS = 28;
const DAY_MS = 86_400_000;

const erasuresQuerySchema = z.strictObject({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
});
const proofQuerySchema = z.strictObject({ subject: subjectSchema });

/** Routes that show what is kept, what was erased, who viewed evidence, and proofs: for privacy officers and in part for auditors. */
export function privacyRoutes(desk: PrivacyDesk): Router {
  const { gate, context } = desk;
  const { knex } = context;
  const routes = guardedRoutes(gate);

  routes.get('/v1/privacy/held', 'held.see', { answer: heldSchema }, async ({ now }, { covers }) => {
    const lanes = (await listKeeping(knex)).filter((lane) => covers(targetOf(lane)));
    return heldNow(lanes, now);
  });

  const ofErasures = { query: erasuresQuerySchema, answer: erasurePageSchema };
  routes.get('/v1/privacy/erasures', 'erasures.see', ofErasures, async ({ query, now }, { covers }) => {
    const erasures = (await listErasures(knex, query)).filter((one) => covers(targetOf(one)));
    const days = byDay(await erasedByDay(knex, now - CURVE_DAYS * DAY_MS), now, CURVE_DAYS);
    return { serverTime: now, erasures, days };
  });

  routes.get('/v1/privacy/viewings', 'viewings.see', { answer: viewingPageSchema }, async ({ now }, { covers }) => {
    const judged = await viewingsSince(knex, now - JUDGED_MS, MAX_JUDGED);
    const own = judged.filter((one) => covers(targetOf(one)));
    return viewingPage(own, now);
  });

  const ofProof = { query: proofQuerySchema, sends: { 200: ['text/plain'] } } as const;
  routes.get('/v1/ledger/proof', 'ledger.see', ofProof, async ({ query, response }) => {
    const proof = await proofOf(desk, query.subject);
    if (proof.kind === 'unknown') return NOT_FOUND;
    if (proof.kind !== 'made') return { kind: 'refused', code: 'not-published', retryAfterS: 10 };
    response.type('text/plain').send(proof.file);
    return undefined;
  });

  routes.router.use(officeRoutes(desk));
  routes.router.use(requestRoutes(desk));
  return routes.router;
}

function targetOf({ site, kioskId }: { readonly site: string; readonly kioskId: string }) {
  return { site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) };
}
