import type { Router } from 'express';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import { addLaneMessage, laneRouter, sendNothing } from '../../intake/ingest/lane-message.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import { receiveListCounts } from './receive-list-counts.ts';

/** Route by which lanes send what they counted with a partner's blind list. */
export function listCountRoutes(context: IngestContext, gate: KioskGate): Router {
  const router = laneRouter();
  addLaneMessage(router, context, gate, {
    ...({ path: '/v1/list-counts', about: 'list-counts' } as const),
    receive: (wire, judgeAuthor) => receiveListCounts(context, wire, judgeAuthor),
    send: sendNothing,
  });
  return router;
}
