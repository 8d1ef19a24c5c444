import type { Router } from 'express';
import type { AccessGate } from '../platform/access/gate.ts';
import { guardedRouter } from '../platform/access/guarded-router.ts';
import type { Connection } from '../platform/database/connection.ts';
import { listPeople } from './portal/list-people.ts';

/** Route with the people of partners, for those who oversee exports. */
export function personRoutes(gate: AccessGate, knex: Connection, mode: 'development' | 'production'): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/sharing/people', 'exports.see', { takesNoQuery: true }, async (_request, response) => {
    response.json(await listPeople(knex, { mode, nowMs: Math.round(gate.clock.wallMs()) }));
  });
  return routes.router;
}
