import type { Router } from 'express';
import { z } from 'zod';
import { guardedRouter } from '../platform/access/guarded-router.ts';
import { readQuery, wholeNumber } from '../platform/http/query.ts';
import { sendFailure } from '../platform/http/wire-failure.ts';
import { erasedByDay, listErasures } from './tables/erasures.ts';
import { listKeeping } from './tables/keeping.ts';
import { viewingsSince } from '../records/reports/viewings.ts';
import { siteIdSchema } from '../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../contract/field.ts';
import { PAGE_LIMIT } from '../platform/http/limits.ts';
import type { ErasurePage } from './answers/privacy.ts';
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

export const erasuresQuerySchema = z.strictObject({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
});
const noQuerySchema = z.strictObject({});
export const proofQuerySchema = z.strictObject({ subject: subjectSchema });

/** Routes that show what is kept, what was erased, who viewed evidence, and proofs: for privacy officers and in part for auditors. */
export function privacyRoutes(desk: PrivacyDesk): Router {
  const { gate, context } = desk;
  const { knex, clock } = context;
  const routes = guardedRouter(gate);

  routes.get('/v1/privacy/held', 'held.see', async (request, response, { covers }) => {
    const read = readQuery(noQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const lanes = (await listKeeping(knex)).filter((lane) => covers(targetOf(lane)));
    response.json(heldNow(lanes, clock.wallMs()));
  });

  routes.get('/v1/privacy/erasures', 'erasures.see', async (request, response, { covers }) => {
    const read = readQuery(erasuresQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const now = clock.wallMs();
    const erasures = (await listErasures(knex, read.query)).filter((one) => covers(targetOf(one)));
    const days = byDay(await erasedByDay(knex, now - CURVE_DAYS * DAY_MS), now, CURVE_DAYS);
    response.json({ serverTime: now, erasures, days } satisfies ErasurePage);
  });

  routes.get('/v1/privacy/viewings', 'viewings.see', async (request, response, { covers }) => {
    const read = readQuery(noQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const now = clock.wallMs();
    const judged = await viewingsSince(knex, now - JUDGED_MS, MAX_JUDGED);
    response.json(
      viewingPage(
        judged.filter((one) => covers(targetOf(one))),
        now,
      ),
    );
  });

  routes.get('/v1/ledger/proof', 'ledger.see', async (request, response) => {
    const read = readQuery(proofQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const proof = await proofOf(desk, read.query.subject);
    if (proof.kind === 'made') response.type('text/plain').send(proof.file);
    else if (proof.kind === 'unknown') sendFailure(response, { code: 'not-found' });
    else sendFailure(response, { code: 'not-published', retryAfterS: 10 });
  });

  routes.router.use(officeRoutes(desk));
  routes.router.use(requestRoutes(desk));
  return routes.router;
}

function targetOf({ site, kioskId }: { readonly site: string; readonly kioskId: string }) {
  return { site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) };
}
