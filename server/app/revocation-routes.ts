import express, { type Router } from 'express';
import type { RoomContext } from '../context/room-context.ts';
import { signedRevocations } from '../evidence/signed-revocations.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';
import { answerMethodNotAllowed } from '../http/errors.ts';
import { refuseQuery } from '../http/query.ts';
import { sendFailure } from '../http/wire-failure.ts';

/** Route for lanes: the list of revoked officers. */
export function revocationRoutes(context: RoomContext, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/revocations')
    .get(refuseQuery, async (request, response) => {
      const sender = await gate.ofRequest(request);
      if (sender.kind === 'refused') sendFailure(response, sender);
      else response.type('application/json').send(Buffer.from(await signedRevocations(context)));
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));
  return router;
}
