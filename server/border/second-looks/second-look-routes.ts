import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { judgeAct } from '../../platform/access/judge.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { reportOf } from '../referrals/referral-view.ts';
import { findSecondLook, listSecondLooks, type SecondLook } from './second-look-table.ts';
import { secondLooksSchema, type SecondLookView } from './answers.ts';
import { find, followUp } from './look.ts';
import { hadPartIn, waitsFor } from './part-in.ts';
import { FOLLOW_UPS, LOOK_FINDINGS } from './vocabulary.ts';

const LIMIT = 100;
const MAX_BODY_BYTES = 256;

const lookFindingSchema = z.strictObject({ finding: z.enum(LOOK_FINDINGS) });
const followUpSchema = z.strictObject({ followUp: z.enum(FOLLOW_UPS) });
const idSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Routes of second looks. The handlers ensure that the person did not decide the referral. */
export function secondLookRoutes(gate: AccessGate, context: RoomContext): Router {
  const routes = guardedRoutes(gate);
  const { knex } = context;

  routes.get('/v1/second-looks', 'second-looks.see', { answer: secondLooksSchema }, async ({ now }, permit) => {
    const looks = await listSecondLooks(knex, permit.reach, LIMIT);
    const others = looks.filter((look) => !hadPartIn(look, permit.principal.personId));
    return { serverTime: now, looks: others.map((look) => viewOf(gate, permit, look)) };
  });

  const idOf = ({ id }: { readonly id?: unknown }): string => idSchema.safeParse(id).data ?? '';
  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const look = await findSecondLook(knex, idOf(request.params));
    return look && { site: look.site, kioskId: look.kioskId, proposedBy: look.decidedBy };
  };
  const form = { targetOf, maxBodyBytes: MAX_BODY_BYTES };
  const ofFinding = { ...form, body: lookFindingSchema };
  routes.post('/v1/second-looks/:id/finding', 'second-look.find', ofFinding, ({ params, body }, permit) =>
    find(context, permit, idOf(params), body.finding),
  );

  const ofFollowUp = { ...form, body: followUpSchema };
  routes.post('/v1/second-looks/:id/follow-up', 'second-look.follow-up', ofFollowUp, ({ params, body }, permit) =>
    followUp(context, permit, idOf(params), body.followUp),
  );

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
