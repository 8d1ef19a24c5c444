import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { sharingAuditsSchema } from './answers.ts';
import { readAudits } from './read-audits.ts';

/** Route with what the log shows about each agreement, and the audits, for those who oversee exports. */
export function auditRoutes(gate: AccessGate, knex: Connection): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/sharing/audits', 'exports.see', { answer: sharingAuditsSchema }, ({ now }) => readAudits(knex, now));
  return routes.router;
}
