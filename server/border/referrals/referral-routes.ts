import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { findReferral, type StoredReferral } from './tables/referrals.ts';
import type { ReferralAnswer } from './answers.ts';
import { actOf, actOnReferral } from './act-on-referral.ts';
import type { DeskRefusal, ReferralDesk } from './desk.ts';
import { listReferrals, viewsOf } from './list-referrals.ts';
import type { ReferralAct } from './referral.ts';
import { acknowledge, raiseSafeguarding } from './safeguard.ts';
import { decisionSchema } from './referral-state-schema.ts';
import { SAFEGUARDING_CODES } from './vocabulary.ts';

const idSchema = z.string().regex(/^[0-9a-f]{32}$/);
const BODY_LIMIT_BYTES = 1_024;

const seen = { version: z.int().min(1) };
export const plainSchema = z.strictObject(seen);
export const proposalSchema = z.strictObject({ ...seen, proposal: decisionSchema });
export const decidedSchema = z.strictObject({ ...seen, decision: decisionSchema });
export const reassignSchema = z.strictObject({
  ...seen,
  to: z.strictObject({ person: personIdSchema, role: z.enum(['officer', 'supervisor']) }).nullable(),
});
export const codeSchema = z.strictObject({ code: z.enum(SAFEGUARDING_CODES) });

/** Path, body schema and permitted act of each step. */
const STEPS = [
  step('take', plainSchema, () => ({ kind: 'take' })),
  step('renew', plainSchema, () => ({ kind: 'renew' })),
  step('hand-back', plainSchema, () => ({ kind: 'hand-back' })),
  step('reassign', reassignSchema, ({ to }) => ({ kind: 'reassign', to })),
  step('ask-second-opinion', proposalSchema, ({ proposal }) => ({ kind: 'ask-second-opinion', proposal })),
  step('withdraw-question', plainSchema, () => ({ kind: 'withdraw-question' })),
  step('give-second-opinion', decidedSchema, ({ decision }) => ({ kind: 'give-second-opinion', decision })),
  step('decide', decidedSchema, ({ decision }) => ({ kind: 'decide', decision })),
  step('settle', decidedSchema, ({ decision }) => ({ kind: 'settle', decision })),
];

interface Step {
  readonly kind: ReferralAct['kind'];
  readonly read: (
    body: unknown,
  ) => { readonly kind: 'read'; readonly value: { readonly act: ReferralAct; readonly version: number } } | Refusal;
}

function step<Body extends { version: number }>(
  kind: ReferralAct['kind'],
  schema: z.ZodType<Body>,
  toAct: (body: Body) => ReferralAct,
): Step {
  return {
    kind,
    read(body) {
      const read = readMessage(schema, bytesOf(body));
      if (read.kind === 'refused') return read;
      return { kind: 'read', value: { act: toAct(read.message), version: read.message.version } };
    },
  };
}

/** Routes that list referrals and act on them. */
export function referralRoutes(gate: AccessGate, desk: ReferralDesk): Router {
  const routes = guardedRouter(gate);
  const targetOf = (request: Request) => targetOfReferral(desk, request);
  const options = { targetOf, bodyLimitBytes: BODY_LIMIT_BYTES };

  routes.get('/v1/referrals', 'referrals.see', async (_request, response, permit) => {
    response.json(await listReferrals(desk, permit));
  });

  for (const { kind, read } of STEPS) {
    const act = actOf(kind);
    routes.post(`/v1/referrals/:id/${kind}`, act, options, async (request, response, permit) => {
      const body = read(request.body);
      if (body.kind === 'refused') return sendFailure(response, body);
      const { act: wanted, version: seenVersion } = body.value;
      const id = idOf(request);
      const answer = await actOnReferral(desk, permit, { id, act: wanted, seenVersion });
      if (answer.kind === 'refused') return refuse(response, answer.code);
      const { referral, test, order } = answer;
      await sendReferral(desk, permit, response, referral, { test, order });
    });
  }

  for (const [path, run] of [
    ['safeguarding', raiseSafeguarding],
    ['safeguarding/acknowledge', acknowledge],
  ] as const) {
    routes.post(`/v1/referrals/:id/${path}`, 'referral.safeguard', options, async (request, response, permit) => {
      const body = readMessage(codeSchema, bytesOf(request.body));
      if (body.kind === 'refused') return sendFailure(response, body);
      const answer = await run(desk, permit, { id: idOf(request), code: body.message.code });
      if (answer.kind === 'refused') return refuse(response, answer.code);
      await sendReferral(desk, permit, response, answer.referral, { test: null, order: null });
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

/** The route's target was found by this parameter, so it is present. */
function idOf(request: Request): string {
  return idSchema.parse(request.params['id']);
}

async function sendReferral(
  desk: ReferralDesk,
  permit: Permit,
  response: Response,
  referral: StoredReferral,
  extra: Pick<ReferralAnswer, 'test' | 'order'>,
): Promise<void> {
  const serverTime = Math.round(desk.clock.wallMs());
  const [view] = await viewsOf(desk, [referral], permit, serverTime);
  if (view === undefined) return refuse(response, 'not-found');
  response.json({ serverTime, referral: view, ...extra } satisfies ReferralAnswer);
}

export function refuse(response: Response, code: DeskRefusal): void {
  sendFailure(response, { code });
}
