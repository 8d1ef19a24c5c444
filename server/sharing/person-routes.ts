import type { Mode } from '../../hardware/host/mode.ts';
import type { Router } from 'express';
import type { AccessGate } from '../platform/access/gate.ts';
import { guardedRoutes } from '../platform/access/guarded-router.ts';
import type { Connection } from '../platform/database/connection.ts';
import { partnerPeopleSchema } from './portal/answers.ts';
import { listPeople } from './portal/list-people.ts';

/** Route with the people of partners, for those who oversee exports. */
export function personRoutes(gate: AccessGate, knex: Connection, mode: Mode): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/sharing/people', 'exports.see', { answer: partnerPeopleSchema }, ({ now }) =>
    listPeople(knex, { mode, nowMs: now }),
  );
  return routes.router;
}
