import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { readQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { readFigures } from './read-figures.ts';
import { PERIODS, PUBLISHED_PERIODS } from './spans.ts';

export const figuresQuerySchema = z.strictObject({
  period: z.enum(PERIODS).default('live'),
  site: siteIdSchema.optional(),
  kiosk: kioskIdSchema.optional(),
});

/** One site per request: figures of all sites together would reveal what is withheld for one. */
export const siteFiguresQuerySchema = z.strictObject({
  period: z.enum(PUBLISHED_PERIODS).default('week'),
  site: siteIdSchema,
});

/** Routes of figures over time: for supervisors of their lanes, with small counts; for roles that see no travellers of one site, without. */
export function figureRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRouter(gate);

  routes.get('/v1/figures', 'figures.see', async (request, response, { covers }) => {
    const read = readQuery(figuresQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { period, site, kiosk } = read.query;
    const lanes = (await listLanes(database)).filter(
      (lane) =>
        (site === undefined || lane.site === site) &&
        (kiosk === undefined || lane.kioskId === kiosk) &&
        covers({ site: siteIdSchema.parse(lane.site), kioskId: kioskIdSchema.parse(lane.kioskId) }),
    );
    if (lanes.length === 0 && (site ?? kiosk) !== undefined) return sendFailure(response, { code: 'not-found' });
    const now = Math.round(gate.clock.wallMs());
    response.json(await readFigures(database, { period, lanes, now, isPublished: false }));
  });

  routes.get('/v1/site-figures', 'site-figures.see', async (request, response, { covers }) => {
    const read = readQuery(siteFiguresQuerySchema, request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { period, site } = read.query;
    const lanes = (await listLanes(database)).filter((lane) => lane.site === site && covers({ site }));
    if (lanes.length === 0) return sendFailure(response, { code: 'not-found' });
    const now = Math.round(gate.clock.wallMs());
    response.json(await readFigures(database, { period, lanes, now, isPublished: true }));
  });

  return routes.router;
}
