import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { findReferral } from '../referrals/tables/referrals.ts';
import { lookUpSchema, type WatchlistCase } from './answers.ts';
import { lookUp, watchlistCase, type WatchlistDesk } from './look-up.ts';

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const BODY_LIMIT_BYTES = 1_024;
const PATH = '/v1/referrals/:id/watchlist';

/** Routes that show the lane's queries of a referral, and look a hit up at the source. */
export function watchlistRoutes(gate: AccessGate, desk: WatchlistDesk): Router {
  const routes = guardedRouter(gate);
  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const id = idSchema.safeParse(request.params['id']);
    const referral = id.success ? await findReferral(desk.context.knex, id.data) : undefined;
    return referral === undefined ? undefined : { site: referral.site, kioskId: referral.kioskId };
  };
  // The target was found by this parameter, so it is present
  const idOf = (request: Request): string => idSchema.parse(request.params['id']);

  routes.get(PATH, 'watchlist.look-up', { targetOf, takesNoQuery: true }, async (request, response) => {
    const found = await watchlistCase(desk, idOf(request));
    if (found.kind === 'refused') sendFailure(response, found);
    else response.json(found.case satisfies WatchlistCase);
  });
  const options = { targetOf, bodyLimitBytes: BODY_LIMIT_BYTES };
  routes.post(PATH, 'watchlist.look-up', options, async (request, response, permit) => {
    const body = readMessage(lookUpSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    const looked = await lookUp(desk, permit, idOf(request), body.message);
    if (looked.kind === 'refused') return sendFailure(response, looked);
    response.status(201).json(looked.case satisfies WatchlistCase);
  });
  return routes.router;
}
