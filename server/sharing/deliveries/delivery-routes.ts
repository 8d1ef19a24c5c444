import type { Router } from 'express';
import type { AccessGate } from '../../access/gate.ts';
import { guardedRouter } from '../../access/guarded-router.ts';
import type { Connection } from '../../database/connection.ts';
import { sendFailure } from '../../http/wire-failure.ts';
import { agreementIdSchema } from '../agreement/agreement.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import type { SharedDeliveries, SharedDeliveryView } from './answers.ts';
import { type DeliveryStanding, deliveryState } from './delivery-state.ts';
import { deletionsOf, type StoredDeletion } from './tables/deletion-table.ts';
import { deliveriesOf, type StoredDelivery } from './tables/delivery-table.ts';

const MOST = 1_000;

/** Route with the deliveries under an agreement, for those who oversee exports. */
export function deliveryRoutes(gate: AccessGate, knex: Connection): Router {
  const routes = guardedRouter(gate);
  const plain = { takesNoQuery: true };
  routes.get('/v1/sharing/agreements/:id/deliveries', 'exports.see', plain, async (request, response) => {
    const id = agreementIdSchema.safeParse(request.params['id']).data;
    if (id === undefined || (await versionsOf(knex, id)).length === 0)
      return sendFailure(response, { code: 'not-found' });
    const serverTime = Math.round(gate.clock.wallMs());
    const decisions = new Map((await deletionsOf(knex, id)).map((one) => [one.delivery, one]));
    const all = await deliveriesOf(knex, id);
    const asked = new Map(all.flatMap((one) => (one.about === null ? [] : [[one.about, one] as const])));
    const deliveries = all.slice(0, MOST).map((one) => {
      const digest = one.digest ?? '';
      const standing = { deletion: asked.get(digest), isDecided: decisions.has(digest) };
      return viewOf(one, { standing, decision: decisions.get(digest), nowMs: serverTime });
    });
    response.json({ serverTime, deliveries } satisfies SharedDeliveries);
  });
  return routes.router;
}

interface Seen {
  readonly standing: DeliveryStanding;
  readonly decision: StoredDeletion | undefined;
  readonly nowMs: number;
}

function viewOf(delivery: StoredDelivery, { standing, decision, nowMs }: Seen): SharedDeliveryView {
  const { kind, dataset, period, version, party, digest, about, refusal, madeAt, answerUntil, answeredAt } = delivery;
  const view = { kind, dataset, period, version, party, digest, about, refusal, madeAt, answerUntil, answeredAt };
  const state = deliveryState(delivery, standing, nowMs);
  if (decision === undefined) return { ...view, state, deletion: null };
  const { reason, statement, proposedBy, approvedBy, decidedAt } = decision;
  return { ...view, state, deletion: { reason, statement, proposedBy, approvedBy, decidedAt } };
}
