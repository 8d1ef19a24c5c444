import type { Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { checkAnswerSchema } from '../../contract/readiness.ts';
import { wireReceiptSchema } from '../../contract/server-message.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import type { IngestContext } from './ingest-context.ts';
import { addLaneMessage, type LaneMessage, TAKEN } from './lane-message.ts';
import { receiveCheckRequest } from './receive-check-request.ts';
import { receiveGroupCounts } from './receive-group-counts.ts';
import { receiveLaneReleases } from './receive-lane-releases.ts';
import { receiveReport } from './receive-report.ts';
import { receiveStatus } from './receive-status.ts';

/** Routes for kiosks' messages. */
export function messageRoutes(context: IngestContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  const add = <Answer extends { readonly kind: string }>(message: LaneMessage<Answer>) =>
    addLaneMessage(routes, context, gate, message);

  add({
    ...({ path: '/v1/reports', about: 'report' } as const),
    receive: (wire, judgeAuthor) => receiveReport(context, wire, judgeAuthor),
    sends: { 200: wireReceiptSchema, 201: wireReceiptSchema },
    send(response, answer) {
      response.status(answer.kind === 'accepted' ? 201 : 200).type('application/json');
      response.send(Buffer.from(answer.receipt));
    },
  });
  add({
    ...({ path: '/v1/status', about: 'status' } as const),
    receive: (wire, judgeAuthor) => receiveStatus(context, wire, judgeAuthor),
    ...TAKEN,
  });
  add({
    ...({ path: '/v1/readiness/requests', about: 'readiness-request', sender: 'request' } as const),
    receive: (wire, judgeAuthor) => receiveCheckRequest(context, wire, judgeAuthor),
    sends: { 200: checkAnswerSchema },
    send: (response, { answer }) => void response.json(answer),
  });
  add({
    ...({ path: '/v1/lane-releases', about: 'lane-releases' } as const),
    receive: (wire, judgeAuthor) => receiveLaneReleases(context, wire, judgeAuthor),
    ...TAKEN,
  });
  add({
    ...({ path: '/v1/group-counts', about: 'group-counts' } as const),
    receive: (wire, judgeAuthor) => receiveGroupCounts(context, wire, judgeAuthor),
    ...TAKEN,
  });
  return routes.router;
}
