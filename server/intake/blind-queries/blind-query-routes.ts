import type { Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { blindAnswerSchema } from '../../contract/blind-query.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { addLaneMessage } from '../ingest/lane-message.ts';
import { type BlindDesk, relayQuery } from './relay-query.ts';

/** Route by which lanes ask blind lists. */
export function blindQueryRoutes(desk: BlindDesk, gate: KioskGate): Router {
  const routes = publicRoutes();
  addLaneMessage(routes, desk.context, gate, {
    ...({ path: '/v1/blind-queries', about: 'blind-query' } as const),
    receive: (wire, judgeAuthor) => relayQuery(desk, wire, judgeAuthor),
    sends: { 200: blindAnswerSchema },
    send: (response, { answer }) => void response.json(answer),
  });
  return routes.router;
}
