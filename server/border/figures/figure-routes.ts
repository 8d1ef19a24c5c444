import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { figuresSchema } from './answers.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { readFigures } from './read-figures.ts';
import { PERIODS, PUBLISHED_PERIODS } from './spans.ts';

const figuresQuerySchema = z.strictObject({
  period: z.enum(PERIODS).default('live'),
  site: siteIdSchema.optional(),
  kiosk: kioskIdSchema.optional(),
});

/** One site per request: figures of all sites together would reveal what is withheld for one. */
const siteFiguresQuerySchema = z.strictObject({
  period: z.enum(PUBLISHED_PERIODS).default('week'),
  site: siteIdSchema,
});

/** Routes of figures over time: for supervisors of their lanes, with small counts; for roles that see no travellers of one site, without. */
export function figureRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRoutes(gate);

  const ofFigures = { query: figuresQuerySchema, answer: figuresSchema };
  routes.get('/v1/figures', 'figures.see', ofFigures, async ({ query: { period, site, kiosk }, now }, { covers }) => {
    const lanes = (await listLanes(database)).filter(
      (lane) =>
        (site === undefined || lane.site === site) &&
        (kiosk === undefined || lane.kioskId === kiosk) &&
        covers({ site: siteIdSchema.parse(lane.site), kioskId: kioskIdSchema.parse(lane.kioskId) }),
    );
    if (lanes.length === 0 && (site ?? kiosk) !== undefined) return NOT_FOUND;
    return readFigures(database, { period, lanes, now, isPublished: false });
  });

  const ofSite = { query: siteFiguresQuerySchema, answer: figuresSchema };
  routes.get('/v1/site-figures', 'site-figures.see', ofSite, async ({ query: { period, site }, now }, { covers }) => {
    const lanes = (await listLanes(database)).filter((lane) => lane.site === site && covers({ site }));
    if (lanes.length === 0) return NOT_FOUND;
    return readFigures(database, { period, lanes, now, isPublished: true });
  });

  return routes.router;
}
