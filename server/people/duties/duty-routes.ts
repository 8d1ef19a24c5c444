import type { Router } from 'express';
import { z } from 'zod';
import { readQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { dutiesOf, listDuties } from './duty-table.ts';
import type { DutyList } from './answers.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { personIdSchema } from '../../platform/access/vocabulary.ts';

/** Without `person`: everyone. */
export const dutiesQuerySchema = z.strictObject({ person: personIdSchema.optional() });

const DUTY_LIMIT = 1_000;

/** Route that lists duties. They change by proposals only. */
export function dutyRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/duties', 'duties.see', async (request, response) => {
    const read = readQuery(dutiesQuerySchema, request.query);
    if (read.kind === 'refused') {
      sendFailure(response, { code: 'invalid-query', faults: read.faults });
      return;
    }
    const { person } = read.query;
    const duties = await (person === undefined ? listDuties(database, DUTY_LIMIT) : dutiesOf(database, person));
    const list: DutyList = { serverTime: gate.clock.wallMs(), duties };
    response.json(list);
  });
  return routes.router;
}
