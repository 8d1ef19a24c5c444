import type { Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { attemptAnswerSchema } from '../../contract/attempt.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { addLaneMessage } from '../ingest/lane-message.ts';
import { receiveAttempt } from './receive-attempt.ts';

/** Route by which lanes reserve and report attempts. */
export function attemptRoutes(context: IngestContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  addLaneMessage(routes, context, gate, {
    ...({ path: '/v1/attempts', about: 'attempt' } as const),
    receive: (wire, judgeAuthor) => receiveAttempt(context, wire, judgeAuthor),
    sends: { 200: attemptAnswerSchema },
    send: (response, { answer }) => void response.json(answer),
  });
  return routes.router;
}
