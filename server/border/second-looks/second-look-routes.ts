import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter, type Permit } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { judgeAct } from '../../platform/access/judge.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { readMessage } from '../../platform/http/message.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { reportOf } from '../referrals/referral-view.ts';
import { findSecondLook, listSecondLooks, type SecondLook } from './second-look-table.ts';
import type { SecondLooksAnswer, SecondLookView } from './answers.ts';
import { find, followUp } from './look.ts';
import { hadPartIn, waitsFor } from './part-in.ts';
import { FOLLOW_UPS, LOOK_FINDINGS } from './vocabulary.ts';

const LIMIT = 100;
const BODY_LIMIT_BYTES = 256;

export const lookFindingSchema = z.strictObject({ finding: z.enum(LOOK_FINDINGS) });
export const followUpSchema = z.strictObject({ followUp: z.enum(FOLLOW_UPS) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of second looks. The handlers ensure that the person did not decide the referral. */
export function secondLookRoutes(gate: AccessGate, context: RoomContext): Router {
  const routes = guardedRouter(gate);
  const { knex } = context;

  routes.get('/v1/second-looks', 'second-looks.see', { takesNoQuery: true }, async (_request, response, permit) => {
    const { principal, reach } = permit;
    const looks = await listSecondLooks(knex, reach, LIMIT);
    const others = looks.filter((look) => !hadPartIn(look, principal.personId));
    response.json({
      serverTime: Math.round(gate.clock.wallMs()),
      looks: others.map((look) => viewOf(gate, permit, look)),
    } satisfies SecondLooksAnswer);
  });

  const idOf = (request: Request): string => idSchema.safeParse(request.params['id']).data ?? '';
  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const look = await findSecondLook(knex, idOf(request));
    return look && { site: look.site, kioskId: look.kioskId, proposedBy: look.decidedBy };
  };
  const options = { targetOf, bodyLimitBytes: BODY_LIMIT_BYTES };
  routes.post('/v1/second-looks/:id/finding', 'second-look.find', options, async (request, response, permit) => {
    const body = readMessage(lookFindingSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    const answer = await find(context, permit, idOf(request), body.message.finding);
    if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
    else response.status(204).end();
  });

  routes.post('/v1/second-looks/:id/follow-up', 'second-look.follow-up', options, async (request, response, permit) => {
    const body = readMessage(followUpSchema, bytesOf(request.body));
    if (body.kind === 'refused') return sendFailure(response, body);
    const answer = await followUp(context, permit, idOf(request), body.message.followUp);
    if (answer.kind === 'refused') sendFailure(response, { code: answer.code });
    else response.status(204).end();
  });

  return routes.router;
}

function viewOf({ clock }: AccessGate, { principal }: Permit, look: SecondLook): SecondLookView {
  const { referralId, kioskId, site, lane, transactionId, outcome, decidedAt, dueAt } = look;
  const { finding, foundBy, foundAt, overdueAt, followUp: followed, followedAt } = look;
  const target = { site, kioskId, proposedBy: look.decidedBy };
  const may = (act: 'second-look.find' | 'second-look.follow-up') => {
    const judged = judgeAct(principal, act, target, clock.wallMs());
    return judged.kind === 'allowed' || judged.code === 'step-up-required';
  };
  const isDisputed = finding === 'disagrees' && followedAt === null && foundBy !== principal.personId;
  return {
    id: referralId,
    kioskId,
    site,
    lane,
    transactionId,
    report: reportOf(look.payload),
    outcome,
    decidedAt,
    dueAt,
    finding,
    foundAt,
    overdueAt,
    followUp: followed,
    mayFind: waitsFor(look, principal.personId) && may('second-look.find'),
    mayFollowUp: isDisputed && may('second-look.follow-up'),
  };
}
