import type { Router } from 'express';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { addLaneMessage, laneRouter } from '../ingest/lane-message.ts';
import { type BlindDesk, relayQuery } from './relay-query.ts';

/** Route by which lanes ask blind lists. */
export function blindQueryRoutes(desk: BlindDesk, gate: KioskGate): Router {
  const router = laneRouter();
  addLaneMessage(router, desk.context, gate, {
    ...({ path: '/v1/blind-queries', about: 'blind-query' } as const),
    receive: (wire, judgeAuthor) => relayQuery(desk, wire, judgeAuthor),
    send: (response, { answer }) => void response.json(answer),
  });
  return router;
}
