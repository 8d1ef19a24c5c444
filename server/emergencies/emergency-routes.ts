/** Openings of lanes by one person, and a second person's findings about them. */
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../access/gate.ts';
import { guardedRouter, type Permit } from '../access/guarded-router.ts';
import type { Target } from '../access/principal.ts';
import { recordAct } from '../acts/record-act.ts';
import { bytesOf } from '../http/body.ts';
import { readMessage } from '../http/message.ts';
import { sendFailure } from '../http/wire-failure.ts';
import type { RoomContext } from '../context/room-context.ts';
import { raiseAndEnter } from '../alarms/enter-alarm.ts';
import {
  findManualOpening,
  FINDINGS,
  listManualOpenings,
  settleManualOpening,
  MANUAL_OPENINGS,
  type Finding,
  type ManualOpening,
  type ManualOpeningKind,
} from '../orders/manual-openings.ts';
import type { Alarm } from '../alarms/answers.ts';
import type { EmergencyList } from './answers.ts';

const LIMIT = 100;
const BODY_LIMIT_BYTES = 256;

export const findingSchema = z.strictObject({ finding: z.enum(FINDINGS) });

type Said = { readonly kind: 'settled-before' } | { readonly kind: 'said'; readonly alarm: Alarm | undefined };

/** Routes of each kind of opening, and the alarm of an unfounded one. */
const KINDS = {
  'open-in-emergency': {
    path: '/v1/emergencies',
    see: 'emergencies.see',
    confirm: 'emergency.confirm',
    unfounded: 'emergency-unfounded',
  },
  'open-for-cause': {
    path: '/v1/openings',
    see: 'openings.see',
    confirm: 'opening.confirm',
    unfounded: 'opening-unfounded',
  },
} as const satisfies { readonly [Kind in ManualOpeningKind]: object };

/** Routes that list manual openings and accept findings about them. */
export function emergencyRoutes(gate: AccessGate, context: RoomContext): Router {
  const routes = guardedRouter(gate);
  const { knex } = context;
  for (const kind of MANUAL_OPENINGS) {
    const { path, see, confirm } = KINDS[kind];
    routes.get(path, see, { takesNoQuery: true }, async (_request, response, { reach }) => {
      const emergencies = await listManualOpenings(knex, kind, reach, LIMIT);
      response.json({ serverTime: gate.clock.wallMs(), emergencies } satisfies EmergencyList);
    });

    const openingOf = async (request: Request): Promise<ManualOpening | undefined> => {
      const opening = await findManualOpening(knex, String(request.params['digest']));
      return opening?.kind === kind ? opening : undefined;
    };
    const targetOf = async (request: Request): Promise<Target | undefined> => {
      const opening = await openingOf(request);
      return opening && { site: opening.site, kioskId: opening.kioskId, proposedBy: opening.openedBy };
    };
    const options = { targetOf, bodyLimitBytes: BODY_LIMIT_BYTES };
    routes.post(`${path}/:digest/finding`, confirm, options, async (request, response, permit) => {
      const body = readMessage(findingSchema, bytesOf(request.body));
      if (body.kind === 'refused') return sendFailure(response, body);
      const said = await say(context, permit, String(request.params['digest']), body.message.finding);
      if (said.kind === 'settled-before') sendFailure(response, { code: 'proposal-settled' });
      else response.status(204).end();
    });
  }
  return routes.router;
}

/** Resolves when the finding, its alarm and their ledger entries are durable. */
async function say(context: RoomContext, permit: Permit, digest: string, finding: Finding): Promise<Said> {
  const { principal, duty, act, target } = permit;
  const { queue, clock, alarms, ledger } = context;
  const said = await queue.run(async (transaction): Promise<Said> => {
    const at = Math.round(clock.wallMs());
    const opening = await findManualOpening(transaction, digest);
    const isFirst = await settleManualOpening(transaction, digest, { finding, by: principal.personId, at });
    if (opening === undefined || !isFirst) return { kind: 'settled-before' };
    const { site, kioskId } = target;
    await recordAct(transaction, {
      person: principal.personId,
      role: duty.role,
      act,
      result: 'done',
      at,
      target: { ...(site !== undefined && { site }), ...(kioskId !== undefined && { kioskId }), subject: digest },
      details: { finding, late: at > opening.confirmBy ? 1 : 0 },
    });
    if (finding === 'confirmed') return { kind: 'said', alarm: undefined };
    const reason = { kind: KINDS[opening.kind].unfounded, kioskId: opening.kioskId };
    return { kind: 'said', alarm: await raiseAndEnter(transaction, { ...reason, ...NO_SEQUENCE }, at) };
  });
  if (said.kind === 'said' && said.alarm !== undefined) alarms.announce(said.alarm);
  await ledger.settle();
  return said;
}

const NO_SEQUENCE = { fromSequence: null, toSequence: null } as const;
