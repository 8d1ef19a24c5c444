import type { Router } from 'express';
import { NOT_FOUND } from '../../platform/http/route.ts';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { agreementIdSchema } from '../agreement/agreement.ts';
import { versionsOf } from '../agreement/tables/agreement-table.ts';
import { boundsOfMonth } from '../../contract/partner-pseudonyms.ts';
import type { StoredAgreement } from '../agreement/tables/agreement-table.ts';
import { type SharedDeliveryView, sharedDeliveriesSchema } from './answers.ts';
import { type DeliveryStanding, deliveryState } from './delivery-state.ts';
import { deletionsOf, type StoredDeletion } from './tables/deletion-table.ts';
import { sumListCounts } from './tables/list-count-table.ts';
import { deliveriesOf, type StoredDelivery } from './tables/delivery-table.ts';

const MAX = 1_000;
const DAY_MS = 86_400_000;

/** Route with the deliveries under an agreement, for those who oversee exports. */
export function deliveryRoutes(gate: AccessGate, knex: Connection): Router {
  const routes = guardedRoutes(gate);
  const form = { answer: sharedDeliveriesSchema };
  routes.get('/v1/sharing/agreements/:id/deliveries', 'exports.see', form, async ({ params, now }) => {
    const id = agreementIdSchema.safeParse(params.id).data;
    const versions = id === undefined ? [] : await versionsOf(knex, id);
    if (id === undefined || versions.length === 0) return NOT_FOUND;
    const decisions = new Map((await deletionsOf(knex, id)).map((one) => [one.delivery, one]));
    const all = await deliveriesOf(knex, id);
    const asked = new Map(all.flatMap((one) => (one.about === null ? [] : [[one.about, one] as const])));
    const deliveries: SharedDeliveryView[] = [];
    for (const one of all.slice(0, MAX)) {
      const digest = one.digest ?? '';
      const standing = { deletion: asked.get(digest), isDecided: decisions.has(digest) };
      const counted = await countedFor(knex, one, versions);
      deliveries.push(viewOf(one, { standing, decision: decisions.get(digest), counted, nowMs: now }));
    }
    return { serverTime: now, deliveries };
  });
  return routes.router;
}

interface Seen {
  readonly standing: DeliveryStanding;
  readonly decision: StoredDeletion | undefined;
  readonly counted: SharedDeliveryView['counted'];
  readonly nowMs: number;
}

/** Without the number of documents that were found, which is for the partner. */
async function countedFor(
  knex: Connection,
  { kind, dataset, period, version, agreementDigest }: StoredDelivery,
  versions: readonly StoredAgreement[],
): Promise<SharedDeliveryView['counted']> {
  if (kind !== 'counts' || dataset !== 'listed-documents') return null;
  const { agreement } = versions.find((one) => one.agreement.version === version) ?? {};
  const delayDays = agreement?.datasets.find((one) => one.dataset === dataset)?.delayDays ?? 0;
  const place = { agreement: agreementDigest, month: period };
  const { lanes, missed } = await sumListCounts(knex, place, boundsOfMonth(period).to + delayDays * DAY_MS);
  return { lanes, missed };
}

function viewOf(delivery: StoredDelivery, { standing, decision, counted, nowMs }: Seen): SharedDeliveryView {
  const { kind, dataset, period, version, party, digest, about, refusal, madeAt, answerUntil, answeredAt } = delivery;
  const view = {
    kind,
    dataset,
    period,
    version,
    party,
    digest,
    about,
    refusal,
    madeAt,
    answerUntil,
    answeredAt,
    counted,
  };
  const state = deliveryState(delivery, standing, nowMs);
  if (decision === undefined) return { ...view, state, deletion: null };
  const { reason, statement, proposedBy, approvedBy, decidedAt } = decision;
  return { ...view, state, deletion: { reason, statement, proposedBy, approvedBy, decidedAt } };
}
