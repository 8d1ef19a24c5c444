import express, { type Router } from 'express';
import type { IngestContext } from './ingest-context.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import { receiveCheckRequest } from './receive-check-request.ts';
import { receiveGroupCounts } from './receive-group-counts.ts';
import { receiveLaneReleases } from './receive-lane-releases.ts';
import { receiveReport } from './receive-report.ts';
import { receiveStatus } from './receive-status.ts';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { bytesOf, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/** Routes for kiosks' messages. The contract parses the received bytes, at most 16 KiB. */
export function messageRoutes(context: IngestContext, gate: KioskGate): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const refuse = (about: MessageKind, refusal: Refusal) => {
    context.events.emit({ event: 'message-refused', about, code: refusal.code });
    return refusal;
  };

  router
    .route('/v1/reports')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const answer =
        sender.kind === 'refused'
          ? sender
          : await receiveReport(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (answer.kind === 'refused') {
        sendFailure(response, refuse('report', answer));
        return;
      }
      response.status(answer.kind === 'accepted' ? 201 : 200).type('application/json');
      response.send(Buffer.from(answer.receipt));
    })
    .all(answerMethodNotAllowed('POST'));

  router
    .route('/v1/status')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const answer =
        sender.kind === 'refused'
          ? sender
          : await receiveStatus(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (answer.kind === 'refused') sendFailure(response, refuse('status', answer));
      else response.status(204).end();
    })
    .all(answerMethodNotAllowed('POST'));

  router
    .route('/v1/readiness/requests')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofRequest(request);
      const answer =
        sender.kind === 'refused'
          ? sender
          : await receiveCheckRequest(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (answer.kind === 'refused') sendFailure(response, refuse('readiness-request', answer));
      else response.json(answer.answer);
    })
    .all(answerMethodNotAllowed('POST'));

  router
    .route('/v1/lane-releases')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const answer =
        sender.kind === 'refused'
          ? sender
          : await receiveLaneReleases(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (answer.kind === 'refused') sendFailure(response, refuse('lane-releases', answer));
      else response.status(204).end();
    })
    .all(answerMethodNotAllowed('POST'));

  router
    .route('/v1/group-counts')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const sender = await gate.ofWork(request);
      const answer =
        sender.kind === 'refused'
          ? sender
          : await receiveGroupCounts(context, bytesOf(request.body), (author) => gate.judgeAuthor(sender, author));
      if (answer.kind === 'refused') sendFailure(response, refuse('group-counts', answer));
      else response.status(204).end();
    })
    .all(answerMethodNotAllowed('POST'));

  return router;
}

type MessageKind = 'report' | 'status' | 'readiness-request' | 'lane-releases' | 'group-counts';
