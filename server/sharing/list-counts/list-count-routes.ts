import type { Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import { addLaneMessage, TAKEN } from '../../intake/ingest/lane-message.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { receiveListCounts } from './receive-list-counts.ts';

/** Route by which lanes send what they counted with a partner's blind list. */
export function listCountRoutes(context: IngestContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  addLaneMessage(routes, context, gate, {
    ...({ path: '/v1/list-counts', about: 'list-counts' } as const),
    receive: (wire, judgeAuthor) => receiveListCounts(context, wire, judgeAuthor),
    ...TAKEN,
  });
  return routes.router;
}
