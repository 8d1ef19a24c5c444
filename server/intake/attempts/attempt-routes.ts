import type { Router } from 'express';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import type { IngestContext } from '../ingest/ingest-context.ts';
import { addLaneMessage, laneRouter } from '../ingest/lane-message.ts';
import { receiveAttempt } from './receive-attempt.ts';

/** Route by which lanes reserve and report attempts. */
export function attemptRoutes(context: IngestContext, gate: KioskGate): Router {
  const router = laneRouter();
  addLaneMessage(router, context, gate, {
    ...({ path: '/v1/attempts', about: 'attempt' } as const),
    receive: (wire, judgeAuthor) => receiveAttempt(context, wire, judgeAuthor),
    send: (response, { answer }) => void response.json(answer),
  });
  return router;
}
