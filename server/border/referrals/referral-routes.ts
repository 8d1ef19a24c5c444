import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { NOT_FOUND, type Refused } from '../../platform/http/route.ts';
import { findReferral, type StoredReferral } from './tables/referrals.ts';
import { type ReferralAnswer, referralAnswerSchema, referralListSchema } from './answers.ts';
import { actOf, actOnReferral } from './act-on-referral.ts';
import type { ReferralDesk } from './desk.ts';
import { listReferrals, viewsOf } from './list-referrals.ts';
import type { ReferralAct } from './referral.ts';
import { acknowledge, raiseSafeguarding } from './safeguard.ts';
import { decisionSchema } from './referral-state-schema.ts';
import { SAFEGUARDING_CODES } from './vocabulary.ts';

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const MAX_BODY_BYTES = 1_024;

const seen = { version: z.int().min(1) };
const plainSchema = z.strictObject(seen);
const proposalSchema = z.strictObject({ ...seen, proposal: decisionSchema });
const decidedSchema = z.strictObject({ ...seen, decision: decisionSchema });
const reassignSchema = z.strictObject({
  ...seen,
  to: z.strictObject({ person: personIdSchema, role: z.enum(['officer', 'supervisor']) }).nullable(),
});
const codeSchema = z.strictObject({ code: z.enum(SAFEGUARDING_CODES) });

/** Routes that list referrals and act on them. */
export function referralRoutes(gate: AccessGate, desk: ReferralDesk): Router {
  const routes = guardedRoutes(gate);
  const targetOf = (request: Request) => targetOfReferral(desk, request);
  const form = { targetOf, maxBodyBytes: MAX_BODY_BYTES, answer: referralAnswerSchema };

  routes.get('/v1/referrals', 'referrals.see', { query: 'any', answer: referralListSchema }, (_asked, permit) =>
    listReferrals(desk, permit),
  );

  const addStep = <Body extends { readonly version: number }>(
    kind: ReferralAct['kind'],
    body: z.ZodType<Body>,
    toAct: (body: Body) => ReferralAct,
  ) =>
    routes.post(`/v1/referrals/:id/${kind}`, actOf(kind), { ...form, body }, async ({ params, body: said }, permit) => {
      const wanted = { id: params.id, act: toAct(said), seenVersion: said.version };
      const answer = await actOnReferral(desk, permit, wanted);
      if (answer.kind === 'refused') return answer;
      const { referral, test, order } = answer;
      return showReferral(desk, permit, referral, { test, order });
    });
  addStep('take', plainSchema, () => ({ kind: 'take' }));
  addStep('renew', plainSchema, () => ({ kind: 'renew' }));
  addStep('hand-back', plainSchema, () => ({ kind: 'hand-back' }));
  addStep('reassign', reassignSchema, ({ to }) => ({ kind: 'reassign', to }));
  addStep('ask-second-opinion', proposalSchema, ({ proposal }) => ({ kind: 'ask-second-opinion', proposal }));
  addStep('withdraw-question', plainSchema, () => ({ kind: 'withdraw-question' }));
  addStep('give-second-opinion', decidedSchema, ({ decision }) => ({ kind: 'give-second-opinion', decision }));
  addStep('decide', decidedSchema, ({ decision }) => ({ kind: 'decide', decision }));
  addStep('settle', decidedSchema, ({ decision }) => ({ kind: 'settle', decision }));

  const ofCode = { ...form, body: codeSchema };
  for (const [path, run] of [
    ['safeguarding', raiseSafeguarding],
    ['safeguarding/acknowledge', acknowledge],
  ] as const) {
    routes.post(`/v1/referrals/:id/${path}`, 'referral.safeguard', ofCode, async ({ params, body }, permit) => {
      const answer = await run(desk, permit, { id: params.id, code: body.code });
      if (answer.kind === 'refused') return answer;
      return showReferral(desk, permit, answer.referral, { test: null, order: null });
    });
  }

  return routes.router;
}

/** The lane of a referral, from the database. */
async function targetOfReferral(desk: ReferralDesk, request: Request): Promise<Target | undefined> {
  const id = idSchema.safeParse(request.params['id']);
  const referral = id.success ? await findReferral(desk.knex, id.data) : undefined;
  return referral === undefined ? undefined : { site: referral.site, kioskId: referral.kioskId };
}

async function showReferral(
  desk: ReferralDesk,
  permit: Permit,
  referral: StoredReferral,
  extra: Pick<ReferralAnswer, 'test' | 'order'>,
): Promise<ReferralAnswer | Refused> {
  const serverTime = Math.round(desk.clock.wallMs());
  const [view] = await viewsOf(desk, [referral], permit, serverTime);
  return view === undefined ? NOT_FOUND : { serverTime, referral: view, ...extra };
}
