import type { Connection } from '../../platform/database/connection.ts';
import { findOrder } from '../../lanes/orders/order-table.ts';
import { listHolds } from '../../lanes/evidence/legal-holds.ts';
import type { HoldView } from '../../lanes/evidence/answers/hold.ts';

const LISTED = 100;

/** Holds, latest first, with the lane's response to the last order about each. */
export async function listHoldViews(database: Connection): Promise<HoldView[]> {
  const views: HoldView[] = [];
  for (const { orderDigest, releaseDigest, ...hold } of await listHolds(database, LISTED)) {
    const order = await findOrder(database, releaseDigest ?? orderDigest);
    views.push({ ...hold, laneSays: order?.state ?? 'pending' });
  }
  return views;
}
