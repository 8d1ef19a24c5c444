import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { listTraderKeys } from '../tables/trader-keys.ts';
import { listTraderPeople } from '../tables/trader-people.ts';
import type { TraderList } from './answers.ts';

const LISTED = 500;

/** People of traders and keys of their programs, for those who decide about them. */
export function traderRoutes(gate: AccessGate, { knex, clock }: Pick<RoomContext, 'knex' | 'clock'>): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/traders', 'traders.see', { takesNoQuery: true }, async (_request, response) => {
    const people = await listTraderPeople(knex, LISTED);
    const keys = await listTraderKeys(knex, LISTED);
    response.json({
      serverTime: clock.wallMs(),
      people: people.map(({ id, userHandle: _handle, ...person }) => ({ code: id, ...person })),
      keys: keys.map((key) => ({ ...key, scopes: [...key.scopes] })),
    } satisfies TraderList);
  });
  return routes.router;
}
