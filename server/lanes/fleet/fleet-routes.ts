import { bytesToHex } from '@noble/hashes/utils.js';
import type { Request, Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes, type Permit } from '../../platform/access/guarded-router.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import { nothingSchema } from '../../people/people/passkey-routes.ts';
import { type KioskId, kioskIdSchema } from '../../contract/field.ts';
import { type IssuedCertificate, listHolding } from './certificate-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listOpenCodes } from './enrolment-code-table.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { openPayloadsOf } from '../../records/proposals/proposal-table.ts';
import { laneProcessing } from '../../records/reports/lane-processing.ts';
import { type FleetKiosk, fleetSchema, kioskCodeSchema, kioskDisabledSchema, runsSchema } from './answers.ts';
import type { Fleet } from './fleet.ts';
import { codeRequestSchema } from './make-code.ts';
import { readServerKey } from './server-key-view.ts';

/** Routes for people who run the fleet: list kiosks, make and withdraw codes, disable a kiosk. */
export function fleetRoutes(gate: AccessGate, database: Connection, fleet: Fleet, signingKey: Uint8Array): Router {
  const inUse = bytesToHex(signingKey);
  const routes = guardedRoutes(gate);

  routes.get('/v1/fleet/kiosks', 'fleet.see', { answer: fleetSchema }, async ({ now }, { covers }) => {
    const { announced, followedBy } = await readServerKey(database, inUse);
    const holding = byKiosk(await listHolding(database, now));
    const kiosks = (await listKiosks(database))
      .filter(({ id, site }) => covers({ kioskId: id, site: siteIdSchema.parse(site) }))
      .map(
        ({ id, site, lane, enrolledAt, disabledAt, evidenceUrl }): FleetKiosk => ({
          kioskId: id,
          site,
          lane,
          enrolledAt,
          disabledAt,
          evidenceUrl,
          serverKey: followedBy(id),
          certificates: (holding.get(id) ?? []).map(({ serial, use, notAfter }) => ({ serial, use, notAfter })),
        }),
      );
    const codes = (await listOpenCodes(database, now))
      .filter(({ kioskId, site }) => covers({ kioskId, site: siteIdSchema.parse(site) }))
      .map(({ kioskId, site, lane, madeBy, expiresAt }) => ({ kioskId, site, lane, madeBy, expiresAt }));
    const isProposed = (await openPayloadsOf(database, 'server-key', now)).length > 0;
    return { serverTime: now, serverKey: { inUse, announced, isProposed }, kiosks, codes };
  });

  routes.get('/v1/fleet/policies', 'fleet.see', { answer: runsSchema }, async ({ now }, { covers }) => {
    const lanes = (await laneProcessing(database))
      .filter(({ kioskId, site }) => covers({ kioskId: kioskIdSchema.parse(kioskId), site: siteIdSchema.parse(site) }))
      .map(({ devices: _devices, isSimulated: _isSimulated, ...runs }) => runs);
    return { serverTime: now, lanes };
  });

  const ofCode = { body: codeRequestSchema, answer: kioskCodeSchema, status: 201 };
  routes.post('/v1/fleet/codes', 'fleet.enrol', ofCode, async ({ body }, permit) => {
    const made = await fleet.makeCode(body, actorOf(permit));
    return made.kind === 'refused' ? made : { code: made.code, expiresAt: made.expiresAt };
  });

  routes.delete('/v1/fleet/codes/:kioskId', 'fleet.enrol', {}, async ({ params }, permit) => {
    const kioskId = kioskIdSchema.safeParse(params.kioskId).data;
    const withdrawn = kioskId === undefined ? undefined : await fleet.withdrawCodes(kioskId, actorOf(permit));
    return withdrawn === undefined || withdrawn.kind === 'none-open' ? NOT_FOUND : undefined;
  });

  const ofDisabling = {
    targetOf: ({ params }: Request) => laneTarget(database, params['kioskId']),
    bytes: nothingSchema,
    answer: kioskDisabledSchema,
  };
  routes.post('/v1/fleet/kiosks/:kioskId/disable', 'fleet.disable', ofDisabling, async (_asked, permit) => {
    const disabled = await fleet.disable(permit.target.kioskId as KioskId, actorOf(permit));
    if (disabled.kind === 'unknown') return NOT_FOUND;
    return disabled.kind === 'held' ? refused('two-people-required') : disabled;
  });

  return routes.router;
}

function actorOf({ principal, duty }: Permit) {
  return { person: principal.personId, session: principal.sessionId, role: duty.role };
}

function byKiosk(certificates: readonly IssuedCertificate[]): ReadonlyMap<string, readonly IssuedCertificate[]> {
  const known = new Map<string, IssuedCertificate[]>();
  for (const certificate of certificates) {
    if (certificate.kioskId === null) continue;
    known.set(certificate.kioskId, [...(known.get(certificate.kioskId) ?? []), certificate]);
  }
  return known;
}
