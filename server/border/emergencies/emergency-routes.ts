/** Openings of lanes by one person, and a second person's findings about them. */
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import type { Target } from '../../platform/access/principal.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { refused } from '../../platform/http/route.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import {
  findManualOpening,
  FINDINGS,
  listManualOpenings,
  settleManualOpening,
  MANUAL_OPENINGS,
  type Finding,
  type ManualOpening,
  type ManualOpeningKind,
} from '../../lanes/orders/manual-openings.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { type EmergencyList, emergencyListSchema } from './answers.ts';
import type { OpeningDecoy, OpeningDecoys } from '../../people/training/drills/opening-decoys.ts';

const LIMIT = 100;
const MAX_BODY_BYTES = 256;

const findingSchema = z.strictObject({ finding: z.enum(FINDINGS) });

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
export function emergencyRoutes(gate: AccessGate, context: RoomContext, decoys?: OpeningDecoys): Router {
  const routes = guardedRoutes(gate);
  const { knex } = context;
  for (const kind of MANUAL_OPENINGS) {
    const { path, see, confirm } = KINDS[kind];
    routes.get(path, see, { answer: emergencyListSchema }, async ({ now }, { reach, principal }) => {
      const real = (await listManualOpenings(knex, kind, reach, LIMIT)).map((one) => ({ ...one, drill: null }));
      const invented = kind === 'open-for-cause' ? await decoys?.shownTo(knex, principal.personId, now) : [];
      const shown = (invented ?? []).map((one) => inventedOpening(one, now));
      const emergencies = shown.length === 0 ? real : [...shown, ...real].sort(byWaiting);
      return { serverTime: now, emergencies };
    });

    const openingOf = async (request: Request): Promise<ManualOpening | undefined> => {
      const opening = await findManualOpening(knex, String(request.params['digest']));
      return opening?.kind === kind ? opening : undefined;
    };
    const decoyOf = async (request: Request): Promise<OpeningDecoy | undefined> =>
      kind === 'open-for-cause' ? decoys?.find(knex, String(request.params['digest']), gate.clock.wallMs()) : undefined;
    const targetOf = async (request: Request): Promise<Target | undefined> => {
      const opening = (await openingOf(request)) ?? (await decoyOf(request));
      return opening && { site: opening.site, kioskId: opening.kioskId, proposedBy: opening.openedBy };
    };
    const form = { targetOf, body: findingSchema, maxBodyBytes: MAX_BODY_BYTES };
    routes.post(`${path}/:digest/finding`, confirm, form, async ({ params: { digest }, body, request }, permit) => {
      const { finding } = body;
      if ((await decoyOf(request)) !== undefined) {
        const code = await settleInvented(context, decoys, permit, { digest, finding });
        return code && refused(code);
      }
      const said = await say(context, permit, digest, finding);
      return said.kind === 'settled-before' ? refused('proposal-settled') : undefined;
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
      session: principal.sessionId,
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

/** Looks like a real one until it is answered. */
function inventedOpening(decoy: OpeningDecoy, nowMs: number): EmergencyList['emergencies'][number] {
  const { digest, site, kioskId, openedBy, openedAt, confirmBy, answer } = decoy;
  return {
    digest,
    kind: 'open-for-cause',
    site,
    kioskId,
    cause: 'decided-at-desk',
    openedBy,
    openedAt,
    confirmBy,
    finding: answer === null ? null : answer.answer === 'approved' ? 'confirmed' : 'unfounded',
    // No time of the answer is stored
    foundBy: null,
    foundAt: null,
    overdueAt: answer === null && nowMs >= confirmBy ? confirmBy : null,
    drill: answer,
  };
}

/** In the order of the real list. */
function byWaiting(one: EmergencyList['emergencies'][number], other: EmergencyList['emergencies'][number]): number {
  return Number(one.finding !== null) - Number(other.finding !== null) || other.openedAt - one.openedAt;
}

/** Keeps the answer to an invented opening. It makes no act, alarm or entry. Resolves to the code of a refusal. */
async function settleInvented(
  { queue, clock }: Pick<RoomContext, 'queue' | 'clock'>,
  decoys: OpeningDecoys | undefined,
  { principal }: Permit,
  { digest, finding }: { readonly digest: string; readonly finding: Finding },
): Promise<'not-found' | 'proposal-settled' | undefined> {
  return queue.run(async (transaction) => {
    const decoy = await decoys?.find(transaction, digest, clock.wallMs());
    if (decoy === undefined || decoy.personId !== principal.personId) return 'not-found';
    if (decoy.answer !== null) return 'proposal-settled';
    await decoys?.answer(transaction, decoy.id, finding === 'confirmed' ? 'approved' : 'declined');
    return undefined;
  });
}
