import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { readAudits } from './read-audits.ts';

/** Route with what the log shows about each agreement, and the audits, for those who oversee exports. */
export function auditRoutes(gate: AccessGate, knex: Connection): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/sharing/audits', 'exports.see', { takesNoQuery: true }, async (_request, response) => {
    response.json(await readAudits(knex, Math.round(gate.clock.wallMs())));
  });
  return routes.router;
}
