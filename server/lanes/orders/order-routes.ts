import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listOrders } from './order-table.ts';
import { ORDER_LIMIT } from '../../platform/http/limits.ts';
import type { OrderList, OrderView } from './answers.ts';
import { readOrdersQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/** Route that lists orders to lanes and their results. */
export function orderRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/orders', 'orders.see', async (request, response, { reach, duty }) => {
    const read = readOrdersQuery(request.query);
    if (read.kind === 'refused') {
      sendFailure(response, { code: 'invalid-query', faults: read.faults });
      return;
    }
    const { kiosk: kioskId, transaction: transactionId } = read.query;
    const stored = await listOrders(
      database,
      { kioskId, transactionId, reach, isForConsoles: duty.role !== 'privacy-officer' },
      ORDER_LIMIT,
    );
    const orders = stored.map(
      ({ payload: _payload, signature: _signature, assertion: _assertion, ...view }): OrderView => view,
    );
    response.json({ serverTime: gate.clock.wallMs(), orders } satisfies OrderList);
  });
  return routes.router;
}
