import express, { type Router } from 'express';
import type { Health, ReadinessAnswer } from './answers.ts';
import type { Readiness } from './readiness.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';

/** For the operator: `/healthz` answers while the process runs, `/readyz` when all of its parts work. */
export function healthRoutes(readiness: () => Promise<Readiness>): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/healthz')
    .get(refuseQuery, (_request, response) => {
      response.json({ status: 'ok', role: 'working' } satisfies Health);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  router
    .route('/readyz')
    .get(refuseQuery, async (_request, response) => {
      const { ready, checks, witnesses } = await readiness();
      const answer: ReadinessAnswer = {
        status: ready ? 'ready' : 'not-ready',
        role: 'working',
        checks,
        ...(witnesses.length > 0 && { witnesses: [...witnesses] }),
      };
      response.status(ready ? 200 : 503).json(answer);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
