import type { Router } from 'express';
import type { AccessGate } from '../../../platform/access/gate.ts';
import { guardedRoutes } from '../../../platform/access/guarded-router.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import { listHolds } from '../tables/declaration-holds.ts';
import { declarationHoldListSchema } from './answers.ts';

const LISTED = 100;

/** Holds on declarations, for people whose duty is everywhere. */
export function declarationHoldRoutes(gate: AccessGate, { knex }: Pick<RoomContext, 'knex'>): Router {
  const routes = guardedRoutes(gate);
  routes.get(
    '/v1/declaration-holds',
    'holds.see',
    { answer: declarationHoldListSchema },
    async ({ now }, { covers }) => ({
      serverTime: now,
      holds: covers({}) ? await listHolds(knex, LISTED) : [],
    }),
  );
  return routes.router;
}
