import express, { type Router } from 'express';
import { ENVELOPE_LIMIT_BYTES } from '../../../contract/envelope.ts';
import type { KioskGate } from '../../../lanes/fleet/kiosk-gate.ts';
import { bytesOf, readJsonBytes } from '../../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../../platform/http/errors.ts';
import { sendFailure } from '../../../platform/http/wire-failure.ts';
import type { IngestContext } from '../../../intake/ingest/ingest-context.ts';
import { answerLane } from './answer-lane.ts';

/** Route by which lanes ask about declared goods. */
export function goodsPassageRoutes(context: IngestContext, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/goods-questions')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const answered =
        sender.kind === 'refused'
          ? sender
          : await answerLane(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (answered.kind === 'answered') {
        response.json(answered.answer);
        return;
      }
      context.events.emit({ event: 'message-refused', about: 'goods-question', code: answered.code });
      sendFailure(response, answered);
    })
    .all(answerMethodNotAllowed('POST'));
  return router;
}
