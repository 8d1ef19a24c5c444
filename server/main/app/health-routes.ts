import type { Router } from 'express';
import { type Health, healthSchema, type ReadinessAnswer, readinessSchema } from './answers.ts';
import type { Readiness } from './readiness.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';

/** For the operator: `/healthz` answers while the process runs, `/readyz` when all of its parts work. */
export function healthRoutes(readiness: () => Promise<Readiness>): Router {
  const routes = publicRoutes();
  routes.get(
    '/healthz',
    'for monitoring; answers one word',
    { answer: healthSchema },
    (): Health => ({
      status: 'ok',
      role: 'working',
    }),
  );
  const why = 'for monitoring; names the failed one of five checks';
  const form = { sends: { 200: readinessSchema, 503: readinessSchema } };
  routes.get('/readyz', why, form, async ({ response }) => {
    const { ready, checks, witnesses } = await readiness();
    const answer: ReadinessAnswer = {
      status: ready ? 'ready' : 'not-ready',
      role: 'working',
      checks,
      ...(witnesses.length > 0 && { witnesses: [...witnesses] }),
    };
    response.status(ready ? 200 : 503).json(answer);
  });
  return routes.router;
}
