import type { Router } from 'express';
import { publicRoutes } from '../../../platform/http/public-routes.ts';
import { signedGoodsAnswerSchema } from '../../../contract/goods-question.ts';
import type { IngestContext } from '../../../intake/ingest/ingest-context.ts';
import { addLaneMessage } from '../../../intake/ingest/lane-message.ts';
import type { KioskGate } from '../../../lanes/fleet/kiosk-gate.ts';
import { answerLane } from './answer-lane.ts';

/** Route by which lanes ask about declared goods. */
export function goodsPassageRoutes(context: IngestContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  addLaneMessage(routes, context, gate, {
    ...({ path: '/v1/goods-questions', about: 'goods-question' } as const),
    receive: (wire, judgeAuthor) => answerLane(context, wire, judgeAuthor),
    sends: { 200: signedGoodsAnswerSchema },
    send: (response, { answer }) => void response.json(answer),
  });
  return routes.router;
}
