import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRouter } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { listHolds } from '../tables/declaration-holds.ts';
import type { DeclarationHoldList } from './answers.ts';

const LISTED = 100;

/** Holds on declarations, for people whose duty is everywhere. */
export function declarationHoldRoutes(gate: AccessGate, { knex, clock }: Pick<RoomContext, 'knex' | 'clock'>): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/declaration-holds', 'holds.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const holds = covers({}) ? await listHolds(knex, LISTED) : [];
    response.json({ serverTime: clock.wallMs(), holds } satisfies DeclarationHoldList);
  });
  return routes.router;
}
