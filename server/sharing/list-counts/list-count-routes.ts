import express, { type Router } from 'express';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { bytesOf, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import { receiveListCounts } from './receive-list-counts.ts';

/** Route by which lanes send what they counted with a partner's blind list. */
export function listCountRoutes(context: IngestContext, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/list-counts')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const received =
        sender.kind === 'refused'
          ? sender
          : await receiveListCounts(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (received.kind === 'taken') {
        response.status(204).end();
        return;
      }
      context.events.emit({ event: 'message-refused', about: 'list-counts', code: received.code });
      sendFailure(response, received);
    })
    .all(answerMethodNotAllowed('POST'));
  return router;
}
