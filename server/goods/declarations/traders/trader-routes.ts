import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { listTraderKeys } from '../tables/trader-keys.ts';
import { listTraderPeople } from '../tables/trader-people.ts';
import { traderListSchema } from './answers.ts';

const LISTED = 500;

/** People of traders and keys of their programs, for those who decide about them. */
export function traderRoutes(gate: AccessGate, { knex }: Pick<RoomContext, 'knex'>): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/traders', 'traders.see', { answer: traderListSchema }, async ({ now }) => {
    const people = await listTraderPeople(knex, LISTED);
    const keys = await listTraderKeys(knex, LISTED);
    return {
      serverTime: now,
      people: people.map(({ id, userHandle: _handle, ...person }) => ({ code: id, ...person })),
      keys: keys.map((key) => ({ ...key, scopes: [...key.scopes] })),
    };
  });
  return routes.router;
}
