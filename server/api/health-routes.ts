import express, { type Router } from 'express';
import type { Connection } from '../store/connection.ts';
import { answerMethodNotAllowed } from './errors.ts';
import { refuseQuery } from './query.ts';

/** Whether the server works, for whoever keeps it running. */
export function healthRoutes(database: Connection): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/healthz')
    .get(refuseQuery, async (_request, response) => {
      await database.raw('select 1');
      response.json({ status: 'ok' });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
