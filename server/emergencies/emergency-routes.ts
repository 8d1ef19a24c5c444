/** What was opened in an emergency by one person, and what a second one says about it. */
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../access/gate.ts';
import { guardedRouter, type Permit } from '../access/guarded-router.ts';
import type { Target } from '../access/principal.ts';
import { recordAct } from '../acts/record-act.ts';
import { sendFailure } from '../api/wire-failure.ts';
import type { Clearance } from '../clearance/clearance.ts';
import { raiseAndEnter } from '../clearance/enter-alarm.ts';
import { readBody } from '../referrals/referral-routes.ts';
import {
  findEmergencyOpening,
  FINDINGS,
  listEmergencyOpenings,
  settleEmergencyOpening,
  type Finding,
} from '../store/emergency-openings.ts';
import type { Alarm } from '../views/alarm.ts';
import type { EmergencyList } from '../views/emergency.ts';

const LIMIT = 100;
const BODY_LIMIT_BYTES = 256;

export const findingSchema = z.strictObject({ finding: z.enum(FINDINGS) });

type Said = { readonly kind: 'settled-before' } | { readonly kind: 'said'; readonly alarm: Alarm | undefined };

export function emergencyRoutes(gate: AccessGate, clearance: Clearance): Router {
  const routes = guardedRouter(gate);
  const { knex } = clearance;

  routes.get('/v1/emergencies', 'emergencies.see', { takesNoQuery: true }, async (_request, response, { reach }) => {
    const emergencies = await listEmergencyOpenings(knex, reach, LIMIT);
    response.json({ serverTime: gate.clock.wallMs(), emergencies } satisfies EmergencyList);
  });

  const digestOf = (request: Request): string => String(request.params['digest']);
  const targetOf = async (request: Request): Promise<Target | undefined> => {
    const opening = await findEmergencyOpening(knex, digestOf(request));
    return opening && { site: opening.site, kioskId: opening.kioskId, proposedBy: opening.openedBy };
  };
  routes.post(
    '/v1/emergencies/:digest/finding',
    'emergency.confirm',
    { targetOf, bodyLimitBytes: BODY_LIMIT_BYTES },
    async (request, response, permit) => {
      const body = readBody(findingSchema, request.body);
      if (body.kind === 'refused') return sendFailure(response, body);
      const said = await say(clearance, permit, digestOf(request), body.value.finding);
      if (said.kind === 'settled-before') sendFailure(response, { code: 'proposal-settled' });
      else response.status(204).end();
    },
  );
  return routes.router;
}

/** Durable, with the alarm that it raises and their entries in the ledger, before it resolves. */
async function say(clearance: Clearance, permit: Permit, digest: string, finding: Finding): Promise<Said> {
  const { principal, duty, act, target } = permit;
  const { queue, clock, alarms, ledger } = clearance;
  const said = await queue.run(async (transaction): Promise<Said> => {
    const at = Math.round(clock.wallMs());
    const opening = await findEmergencyOpening(transaction, digest);
    const isFirst = await settleEmergencyOpening(transaction, digest, { finding, by: principal.personId, at });
    if (opening === undefined || !isFirst) return { kind: 'settled-before' };
    const { site, kioskId } = target;
    await recordAct(transaction, {
      ...{ person: principal.personId, role: duty.role, act, result: 'done', at },
      target: { ...(site !== undefined && { site }), ...(kioskId !== undefined && { kioskId }), subject: digest },
      details: { finding, late: at > opening.confirmBy ? 1 : 0 },
    });
    if (finding === 'confirmed') return { kind: 'said', alarm: undefined };
    const reason = { kind: 'emergency-unfounded', kioskId: opening.kioskId } as const;
    return { kind: 'said', alarm: await raiseAndEnter(transaction, { ...reason, ...NO_SEQUENCE }, at) };
  });
  if (said.kind === 'said' && said.alarm !== undefined) alarms.announce(said.alarm);
  await ledger.settle();
  return said;
}

const NO_SEQUENCE = { fromSequence: null, toSequence: null } as const;
