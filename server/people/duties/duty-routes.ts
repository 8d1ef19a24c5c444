import type { Router } from 'express';
import { z } from 'zod';
import type { Connection } from '../../platform/database/connection.ts';
import { dutiesOf, listDuties } from './duty-table.ts';
import { dutyListSchema } from './answers.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { personIdSchema } from '../../platform/access/vocabulary.ts';

/** Without `person`: everyone. */
const dutiesQuerySchema = z.strictObject({ person: personIdSchema.optional() });

const DUTY_LIMIT = 1_000;

/** Route that lists duties. They change by proposals only. */
export function dutyRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRoutes(gate);
  const form = { query: dutiesQuerySchema, answer: dutyListSchema };
  routes.get('/v1/duties', 'duties.see', form, async ({ query: { person }, now }) => ({
    serverTime: now,
    duties: await (person === undefined ? listDuties(database, DUTY_LIMIT) : dutiesOf(database, person)),
  }));
  return routes.router;
}
