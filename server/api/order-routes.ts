import express, { type Router } from 'express';
import type { Clock } from '../clock.ts';
import { listOrders } from '../store/orders.ts';
import type { Database } from '../store/database.ts';
import { ORDER_LIMIT } from '../views/limits.ts';
import type { OrderView } from '../views/order.ts';
import { answerMethodNotAllowed } from './errors.ts';
import { readOrdersQuery } from './query.ts';
import { sendFailure } from './wire-failure.ts';

/** What lanes were ordered to do, and what became of it. */
export function orderRoutes(database: Database, clock: Clock): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  router
    .route('/v1/orders')
    .get(async (request, response) => {
      const read = readOrdersQuery(request.query);
      if (read.kind === 'refused') {
        sendFailure(response, { code: 'invalid-query', faults: read.faults });
        return;
      }
      const { kiosk: kioskId, transaction: transactionId } = read.query;
      const stored = await listOrders(database.knex, { kioskId, transactionId }, ORDER_LIMIT);
      const orders = stored.map(({ payload: _payload, signature: _signature, ...view }): OrderView => view);
      response.json({ serverTime: clock.wallMs(), orders });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  return router;
}
