import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listOrders } from './order-table.ts';
import { ORDER_LIMIT } from '../../platform/http/limits.ts';
import { orderListSchema, type OrderView } from './answers.ts';
import { z } from 'zod';
import { kioskIdSchema, transactionIdSchema } from '../../contract/field.ts';

const ordersQuerySchema = z.strictObject({
  kiosk: kioskIdSchema.optional(),
  transaction: transactionIdSchema.optional(),
});

/** Route that lists orders to lanes and their results. */
export function orderRoutes(gate: AccessGate, database: Connection): Router {
  const routes = guardedRoutes(gate);
  const form = { query: ordersQuerySchema, answer: orderListSchema };
  routes.get('/v1/orders', 'orders.see', form, async ({ query, now }, { reach, duty }) => {
    const { kiosk: kioskId, transaction: transactionId } = query;
    const stored = await listOrders(
      database,
      { kioskId, transactionId, reach, isForConsoles: duty.role !== 'privacy-officer' },
      ORDER_LIMIT,
    );
    const orders = stored.map(
      ({ payload: _payload, signature: _signature, assertion: _assertion, ...view }): OrderView => view,
    );
    return { serverTime: now, orders };
  });
  return routes.router;
}
