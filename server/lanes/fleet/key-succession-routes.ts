import type { Router } from 'express';
import type { RoomContext } from '../../records/context/room-context.ts';
import { successionListSchema, SUCCESSIONS_LISTED } from '../../contract/key-succession.ts';
import type { KioskGate } from './kiosk-gate.ts';
import { listSuccessions } from '../../people/key-successions/key-successions.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';

/** Route for lanes: the statements by which the server's key was replaced. */
export function keySuccessionRoutes({ knex }: RoomContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  const why = 'lanes need it and verify its signatures';
  routes.get('/v1/key-successions', why, { answer: successionListSchema }, async ({ request }) => {
    const sender = await gate.ofRequest(request);
    if (sender.kind === 'refused') return sender;
    const latest = await listSuccessions(knex, SUCCESSIONS_LISTED);
    return { successions: latest.map(({ signed }) => signed) };
  });
  return routes.router;
}
