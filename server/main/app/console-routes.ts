import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { readDecided, readOutcomePage } from '../../records/reports/outcome-page.ts';
import { listAlarms } from '../../records/alarms/alarm-table.ts';
import type { ServerConfig } from '../config/config.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import type { LaneList, LaneView } from '../../records/kiosks/answers.ts';
import type { AlarmList } from '../../records/alarms/answers.ts';
import type { OutcomesAnswer } from '../../records/reports/answers.ts';
import { ALARM_LIMIT } from '../../platform/http/limits.ts';
import { readOutcomesQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/**
 * Data for consoles, limited to the lanes of the person's duties. Every answer contains the server's time, so that "as of" does not depend
 * on the browser's clock.
 */
export function consoleRoutes(gate: AccessGate, database: Connection, mode: ServerConfig['mode']): Router {
  const routes = guardedRouter(gate);
  const serverTime = () => gate.clock.wallMs();

  routes.get('/v1/lanes', 'lanes.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const lanes = (await listLanes(database)).filter((lane) => covers(placeOf(lane)));
    response.json({ mode, serverTime: serverTime(), lanes } satisfies LaneList);
  });

  routes.get('/v1/outcomes', 'outcomes.see', async (request, response, { reach }) => {
    const read = readOutcomesQuery(request.query);
    if (read.kind === 'refused') return sendFailure(response, { code: 'invalid-query', faults: read.faults });
    const { 'decided-since': since, ...page } = read.query;
    const asked = serverTime();
    const decided = since === undefined ? [] : await readDecided(database, since, reach);
    const outcomes = await readOutcomePage(database, page, reach);
    response.json({ serverTime: asked, ...outcomes, decided } satisfies OutcomesAnswer);
  });

  routes.get('/v1/alarms', 'alarms.see', { takesNoQuery: true }, async (_request, response, { reach }) => {
    const alarms = await listAlarms(database, ALARM_LIMIT, reach);
    response.json({ serverTime: serverTime(), alarms } satisfies AlarmList);
  });

  return routes.router;
}

function placeOf({ site, kioskId }: Pick<LaneView, 'site' | 'kioskId'>) {
  return { site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) };
}
