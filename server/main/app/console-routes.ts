import type { Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { readDecided, readOutcomePage } from '../../records/reports/outcome-page.ts';
import { listAlarms } from '../../records/alarms/alarm-table.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { laneListSchema, type LaneView } from '../../records/kiosks/answers.ts';
import { alarmListSchema } from '../../records/alarms/answers.ts';
import { outcomesAnswerSchema } from '../../records/reports/answers.ts';
import { ALARM_LIMIT, PAGE_LIMIT } from '../../platform/http/limits.ts';
import { wholeNumber } from '../../platform/http/query.ts';

const outcomesQuerySchema = z.strictObject({
  after: wholeNumber.pipe(z.int().min(0)).default(0),
  limit: wholeNumber.pipe(z.int().min(1).max(PAGE_LIMIT)).default(PAGE_LIMIT),
  'decided-since': wholeNumber.optional(),
});

/**
 * Data for consoles, limited to the lanes of the person's duties. Every answer contains the server's time, so that "as of" does not depend
 * on the browser's clock.
 */
export function consoleRoutes(gate: AccessGate, database: Connection, mode: ServerConfig['mode']): Router {
  const routes = guardedRoutes(gate);

  routes.get('/v1/lanes', 'lanes.see', { answer: laneListSchema }, async ({ now }, { covers }) => {
    const lanes = (await listLanes(database)).filter((lane) => covers(placeOf(lane)));
    return { mode, serverTime: now, lanes };
  });

  const ofOutcomes = { query: outcomesQuerySchema, answer: outcomesAnswerSchema };
  routes.get('/v1/outcomes', 'outcomes.see', ofOutcomes, async ({ query, now }, { reach }) => {
    const { 'decided-since': since, ...page } = query;
    const decided = since === undefined ? [] : await readDecided(database, since, reach);
    const outcomes = await readOutcomePage(database, page, reach);
    return { serverTime: now, ...outcomes, decided };
  });

  routes.get('/v1/alarms', 'alarms.see', { answer: alarmListSchema }, async ({ now }, { reach }) => ({
    serverTime: now,
    alarms: await listAlarms(database, ALARM_LIMIT, reach),
  }));

  return routes.router;
}

function placeOf({ site, kioskId }: Pick<LaneView, 'site' | 'kioskId'>) {
  return { site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) };
}
