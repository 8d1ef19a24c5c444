import express, { type Router } from 'express';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import type { BlindAnswer } from '../../contract/blind-query.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { bytesOf, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { type BlindDesk, relayQuery } from './relay-query.ts';

/** Route by which lanes ask blind lists. */
export function blindQueryRoutes(desk: BlindDesk, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/blind-queries')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const relayed =
        sender.kind === 'refused'
          ? sender
          : await relayQuery(desk, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (relayed.kind === 'answered') {
        response.json(relayed.answer satisfies BlindAnswer);
        return;
      }
      desk.context.events.emit({ event: 'message-refused', about: 'blind-query', code: relayed.code });
      sendFailure(response, relayed);
    })
    .all(answerMethodNotAllowed('POST'));
  return router;
}
