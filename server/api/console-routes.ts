import express, { type Router } from 'express';
import type { Database } from '../store/database.ts';
import { listAlarms } from '../store/alarms.ts';
import { listLanes } from '../store/lane-status.ts';
import type { Clock } from '../clock.ts';
import { readOutcomePage } from '../feed/outcome-page.ts';
import { ALARM_LIMIT } from '../views/limits.ts';
import { answerMethodNotAllowed } from './errors.ts';
import { readOutcomesQuery, refuseQuery } from './query.ts';
import { sendFailure } from './wire-failure.ts';

/** What consoles read. Every answer carries the server's time, so that "as of" is the server's and not the browser's. */
export function consoleRoutes(database: Database, clock: Clock): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  router
    .route('/v1/lanes')
    .get(refuseQuery, async (_request, response) => {
      response.json({ mode: 'development', serverTime: clock.wallMs(), lanes: await listLanes(database.knex) });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/outcomes')
    .get(async (request, response) => {
      const read = readOutcomesQuery(request.query);
      if (read.kind === 'refused') {
        sendFailure(response, { code: 'invalid-query', faults: read.faults });
        return;
      }
      const page = await readOutcomePage(database.knex, read.query);
      response.json({ serverTime: clock.wallMs(), ...page });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/alarms')
    .get(refuseQuery, async (_request, response) => {
      response.json({ serverTime: clock.wallMs(), alarms: await listAlarms(database.knex, ALARM_LIMIT) });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/healthz')
    .get(refuseQuery, async (_request, response) => {
      await database.knex.raw('select 1');
      response.json({ status: 'ok' });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  return router;
}
