import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { type Condition, conditionsSchema } from './answers.ts';
import { readConditions } from './read-conditions.ts';

/** Every open console polls every few seconds. Within this time all get the same data, each reduced to its own lanes. */
const SHARED_MS = 500;

/** Route that returns the present conditions at the caller's lanes. */
export function conditionRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRoutes(gate);
  let shared: { readonly at: number; readonly conditions: Promise<Condition[]> } | undefined;
  const conditionsAt = (now: number) => {
    if (shared === undefined || now - shared.at >= SHARED_MS || now < shared.at) {
      const conditions = readConditions(database, now);
      shared = { at: now, conditions };
      conditions.catch(() => (shared = undefined));
    }
    return shared.conditions;
  };
  routes.get('/v1/conditions', 'alarms.see', { answer: conditionsSchema }, async ({ now }, { covers }) => {
    const conditions = (await conditionsAt(now)).filter(({ site, kioskId }) =>
      covers({ site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) }),
    );
    return { serverTime: now, conditions };
  });
  return routes.router;
}
