import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { KioskId } from '../../contract/field.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { findKiosk, listKiosks } from '../../records/kiosks/kiosks.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import { checkApprovedSchema, readinessHistorySchema, readinessListSchema } from './answers.ts';
import { approveCheck, approveCheckSchema } from './approve-check.ts';
import { readHistory, readReadiness } from './read-readiness.ts';

type Desk = Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'ledger' | 'signer'>;

/** Routes on which technicians and administrators see the checks of lanes, and approve one with the code that a lane shows. */
export function readinessRoutes(gate: AccessGate, desk: Desk): Router {
  const { knex } = desk;
  const routes = guardedRoutes(gate);
  const named = {
    targetOf: (request: { params: Record<string, unknown> }) => laneTarget(knex, request.params['kioskId']),
  };

  routes.get('/v1/readiness', 'readiness.see', { answer: readinessListSchema }, async ({ now }, { covers }) => {
    const kiosks = (await listKiosks(knex)).filter(
      ({ id, site, disabledAt }) => disabledAt === null && covers({ kioskId: id, site: siteIdSchema.parse(site) }),
    );
    return { serverTime: now, lanes: await readReadiness(knex, kiosks, now) };
  });

  const ofHistory = { ...named, answer: readinessHistorySchema };
  routes.get('/v1/readiness/:kioskId', 'readiness.see', ofHistory, async ({ now }, { covers, target }) => {
    const kiosk = covers(target) ? await findKiosk(knex, target.kioskId as KioskId) : undefined;
    return kiosk === undefined ? NOT_FOUND : { serverTime: now, records: await readHistory(knex, kiosk, now) };
  });

  const ofApproval = { ...named, body: approveCheckSchema, answer: checkApprovedSchema, status: 201 };
  routes.post('/v1/readiness/:kioskId/approval', 'readiness.begin', ofApproval, async ({ body }, permit) => {
    const approved = await approveCheck(desk, permit, permit.target.kioskId as KioskId, body.code);
    return approved.kind === 'refused' ? approved : { approvedAt: approved.approvedAt, expires: approved.expires };
  });

  return routes.router;
}
