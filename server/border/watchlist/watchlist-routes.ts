import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { findReferral } from '../referrals/tables/referrals.ts';
import { lookUpSchema, watchlistCaseSchema } from './answers.ts';
import { lookUp, watchlistCase, type WatchlistDesk } from './look-up.ts';

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const MAX_BODY_BYTES = 1_024;
const PATH = '/v1/referrals/:id/watchlist';

/** Routes that show the lane's queries of a referral, and look a hit up at the source. */
export function watchlistRoutes(gate: AccessGate, desk: WatchlistDesk): Router {
  const routes = guardedRoutes(gate);
  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const id = idSchema.safeParse(request.params['id']);
    const referral = id.success ? await findReferral(desk.context.knex, id.data) : undefined;
    return referral === undefined ? undefined : { site: referral.site, kioskId: referral.kioskId };
  };
  // The target was found by the id, so it is valid
  routes.get(PATH, 'watchlist.look-up', { targetOf, answer: watchlistCaseSchema }, async ({ params }) => {
    const found = await watchlistCase(desk, params.id);
    return found.kind === 'refused' ? found : found.case;
  });
  const ofLookUp = {
    targetOf,
    body: lookUpSchema,
    maxBodyBytes: MAX_BODY_BYTES,
    answer: watchlistCaseSchema,
    status: 201,
  };
  routes.post(PATH, 'watchlist.look-up', ofLookUp, async ({ params, body }, permit) => {
    const looked = await lookUp(desk, permit, params.id, body);
    return looked.kind === 'refused' ? looked : looked.case;
  });
  return routes.router;
}
