import express, { type Router } from 'express';
import type { RoomContext } from '../../records/context/room-context.ts';
import { SUCCESSIONS_LISTED } from '../../contract/key-succession.ts';
import type { KioskGate } from './kiosk-gate.ts';
import { listSuccessions } from '../../people/key-successions/key-successions.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/** Route for lanes: the statements by which the server's key was replaced. */
export function keySuccessionRoutes({ knex }: RoomContext, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/key-successions')
    .get(refuseQuery, async (request, response) => {
      const sender = await gate.ofRequest(request);
      if (sender.kind === 'refused') return sendFailure(response, sender);
      const latest = await listSuccessions(knex, SUCCESSIONS_LISTED);
      response.json({ successions: latest.map(({ signed }) => signed) });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
