import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { KioskId } from '../../contract/field.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { findKiosk, listKiosks } from '../../records/kiosks/kiosks.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import type { CheckApproved, ReadinessHistory, ReadinessList } from './answers.ts';
import { approveCheck, approveCheckSchema } from './approve-check.ts';
import { readHistory, readReadiness } from './read-readiness.ts';

type Desk = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'ledger' | 'signer'>;

/** Routes on which technicians and administrators see the checks of lanes, and approve one with the code that a lane shows. */
export function readinessRoutes(gate: AccessGate, desk: Desk): Router {
  const { knex, clock } = desk;
  const routes = guardedRouter(gate);
  const named = {
    targetOf: (request: { params: Record<string, unknown> }) => laneTarget(knex, request.params['kioskId']),
  };

  routes.get('/v1/readiness', 'readiness.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const serverTime = Math.round(clock.wallMs());
    const kiosks = (await listKiosks(knex)).filter(
      ({ id, site, disabledAt }) => disabledAt === null && covers({ kioskId: id, site: siteIdSchema.parse(site) }),
    );
    const lanes = await readReadiness(knex, kiosks, serverTime);
    response.json({ serverTime, lanes } satisfies ReadinessList);
  });

  routes.get(
    '/v1/readiness/:kioskId',
    'readiness.see',
    { ...named, takesNoQuery: true },
    async (_request, response, permit) => {
      const serverTime = Math.round(clock.wallMs());
      const { target } = permit;
      const kiosk = permit.covers(target) ? await findKiosk(knex, target.kioskId as KioskId) : undefined;
      if (kiosk === undefined) sendFailure(response, { code: 'not-found' });
      else
        response.json({ serverTime, records: await readHistory(knex, kiosk, serverTime) } satisfies ReadinessHistory);
    },
  );

  routes.post('/v1/readiness/:kioskId/approval', 'readiness.begin', named, async (request, response, permit) => {
    const wanted = messageOf(approveCheckSchema, request, response);
    if (wanted === undefined) return;
    const approved = await approveCheck(desk, permit, permit.target.kioskId as KioskId, wanted.code);
    if (approved.kind === 'refused') sendFailure(response, approved);
    else
      response.status(201).json({ approvedAt: approved.approvedAt, expires: approved.expires } satisfies CheckApproved);
  });

  return routes.router;
}
