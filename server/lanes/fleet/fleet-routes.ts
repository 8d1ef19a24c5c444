import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { type KioskId, kioskIdSchema } from '../../contract/field.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { type IssuedCertificate, listHolding } from './certificate-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { listOpenCodes } from './enrolment-code-table.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { laneProcessing } from '../../records/reports/lane-processing.ts';
import type { FleetKiosk, FleetView, KioskCode, KioskDisabled, RunsView } from './answers.ts';
import type { Fleet } from './fleet.ts';
import { codeRequestSchema } from './make-code.ts';
import { readServerKey } from './server-key-view.ts';

/** Routes for people who run the fleet: list kiosks, make and withdraw codes, disable a kiosk. */
export function fleetRoutes(gate: AccessGate, database: Connection, fleet: Fleet, signingKey: Uint8Array): Router {
  const inUse = bytesToHex(signingKey);
  const routes = guardedRouter(gate);

  routes.get('/v1/fleet/kiosks', 'fleet.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const now = gate.clock.wallMs();
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
    response.json({ serverTime: now, serverKey: { inUse, announced }, kiosks, codes } satisfies FleetView);
  });

  routes.get('/v1/fleet/policies', 'fleet.see', { takesNoQuery: true }, async (_request, response, { covers }) => {
    const lanes = (await laneProcessing(database))
      .filter(({ kioskId, site }) => covers({ kioskId: kioskIdSchema.parse(kioskId), site: siteIdSchema.parse(site) }))
      .map(({ devices: _devices, isSimulated: _isSimulated, ...runs }) => runs);
    response.json({ serverTime: gate.clock.wallMs(), lanes } satisfies RunsView);
  });

  routes.post('/v1/fleet/codes', 'fleet.enrol', async (request, response, { principal, duty }) => {
    const wanted = messageOf(codeRequestSchema, request, response);
    if (wanted === undefined) return;
    const made = await fleet.makeCode(wanted, {
      person: principal.personId,
      session: principal.sessionId,
      role: duty.role,
    });
    if (made.kind === 'refused') sendFailure(response, { code: made.code });
    else response.status(201).json({ code: made.code, expiresAt: made.expiresAt } satisfies KioskCode);
  });

  routes.delete('/v1/fleet/codes/:kioskId', 'fleet.enrol', async (request, response, { principal, duty }) => {
    const kioskId = kioskIdSchema.safeParse(request.params['kioskId']);
    const actor = { person: principal.personId, session: principal.sessionId, role: duty.role };
    const withdrawn = kioskId.success && (await fleet.withdrawCodes(kioskId.data, actor));
    if (withdrawn === false || withdrawn.kind === 'none-open') sendFailure(response, { code: 'not-found' });
    else response.status(204).end();
  });

  const named = {
    targetOf: (request: { params: Record<string, unknown> }) => laneTarget(database, request.params['kioskId']),
  };
  routes.post('/v1/fleet/kiosks/:kioskId/disable', 'fleet.disable', named, async (_request, response, permit) => {
    const { principal, duty, target } = permit;
    const disabled = await fleet.disable(target.kioskId as KioskId, {
      person: principal.personId,
      session: principal.sessionId,
      role: duty.role,
    });
    if (disabled.kind === 'unknown') sendFailure(response, { code: 'not-found' });
    else if (disabled.kind === 'held') sendFailure(response, { code: 'two-people-required' });
    else response.json(disabled satisfies KioskDisabled);
  });

  return routes.router;
}

function byKiosk(certificates: readonly IssuedCertificate[]): ReadonlyMap<string, readonly IssuedCertificate[]> {
  const known = new Map<string, IssuedCertificate[]>();
  for (const certificate of certificates) {
    if (certificate.kioskId === null) continue;
    known.set(certificate.kioskId, [...(known.get(certificate.kioskId) ?? []), certificate]);
  }
  return known;
}
