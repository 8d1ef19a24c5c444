import type { Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import { addLaneMessage, TAKEN } from '../../intake/ingest/lane-message.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { receivePseudonyms } from './receive-pseudonyms.ts';

/** Route by which lanes send sealed pseudonyms for partners. */
export function pseudonymRoutes(context: IngestContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  addLaneMessage(routes, context, gate, {
    ...({ path: '/v1/partner-pseudonyms', about: 'partner-pseudonyms' } as const),
    receive: (wire, judgeAuthor) => receivePseudonyms(context, wire, judgeAuthor),
    ...TAKEN,
  });
  return routes.router;
}
