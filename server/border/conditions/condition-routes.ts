import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { Condition, ConditionsAnswer } from './answers.ts';
import { readConditions } from './read-conditions.ts';

/** Every open console polls every few seconds. Within this time all get the same data, each reduced to its own lanes. */
const SHARED_MS = 500;

/** Route that returns the present conditions at the caller's lanes. */
export function conditionRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRouter(gate);
  let shared: { readonly at: number; readonly conditions: Promise<Condition[]> } | undefined;
  const conditionsAt = (now: number) => {
    if (shared === undefined || now - shared.at >= SHARED_MS || now < shared.at) {
      const conditions = readConditions(database, now);
      shared = { at: now, conditions };
      conditions.catch(() => (shared = undefined));
    }
    return shared.conditions;
  };
  routes.get('/v1/conditions', 'alarms.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const serverTime = Math.round(gate.clock.wallMs());
    const conditions = (await conditionsAt(serverTime)).filter(({ site, kioskId }) =>
      covers({ site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) }),
    );
    response.json({ serverTime, conditions } satisfies ConditionsAnswer);
  });
  return routes.router;
}
