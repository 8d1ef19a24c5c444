import type { Express, Router } from 'express';
import { attemptRoutes } from '../../intake/attempts/attempt-routes.ts';
import type { AttestationDesk } from '../../lanes/attestation/attestation-desk.ts';
import { attestationRoutes } from '../../lanes/attestation/attestation-routes.ts';
import { listCountRoutes } from '../../sharing/list-counts/list-count-routes.ts';
import { pseudonymRoutes } from '../../sharing/pseudonyms/pseudonym-routes.ts';
import { blindQueryRoutes } from '../../intake/blind-queries/blind-query-routes.ts';
import type { BlindDesk } from '../../intake/blind-queries/relay-query.ts';
import { beaconRoutes } from '../../intake/lane-statements/beacon-routes.ts';
import { goodsPassageRoutes } from '../../goods/declarations/passages/passage-routes.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { signedRevocations } from '../../lanes/evidence/signed-revocations.ts';
import type { IngestContext } from '../../intake/ingest/ingest-context.ts';
import type { KioskGate } from '../../lanes/fleet/kiosk-gate.ts';
import type { Metrics } from '../../platform/http/metrics.ts';
import type { AllowedHosts } from '../../platform/http/allowed-hosts.ts';
import { beginApp, endApp } from '../../platform/http/base-app.ts';
import { keySuccessionRoutes } from '../../lanes/fleet/key-succession-routes.ts';
import { messageRoutes } from '../../intake/ingest/message-routes.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { signedMessageSchema } from '../../contract/server-message.ts';
import { releaseRoutes } from '../../lanes/releases/release-routes.ts';
import { securityHeaders } from '../../platform/http/security-headers.ts';

export interface KioskParts {
  readonly context: IngestContext;
  readonly gate: KioskGate;
  readonly metrics: Metrics;
  /** Routes by which kiosks get certificates; `undefined` without an authority. */
  readonly certificates: Router | undefined;
  /** Folder of the releases. */
  readonly releases: string;
  /** Where lanes ask blind lists. */
  readonly blind: BlindDesk;
  /** Where lanes prove their starts; `undefined` where the server does not ask. */
  readonly attestation: AttestationDesk | undefined;
}

/** The app behind the kiosks' port: only the routes for kiosks. */
export function createKioskApp(parts: KioskParts, allowed: () => AllowedHosts): Express {
  const { clock, events } = parts.context;
  const app = beginApp({
    headers: securityHeaders(() => Promise.resolve([])),
    watch: { clock, events, metrics: parts.metrics },
    allowed,
  });
  useKioskRoutes(app, parts);
  return endApp(app, events);
}

export function useKioskRoutes(app: Express, parts: KioskParts): void {
  const { context, gate, certificates, attestation, blind, releases } = parts;
  app.use(messageRoutes(context, gate));
  app.use(attemptRoutes(context, gate));
  app.use(blindQueryRoutes(blind, gate));
  app.use(goodsPassageRoutes(context, gate));
  app.use(pseudonymRoutes(context, gate));
  app.use(listCountRoutes(context, gate));
  app.use(revocationRoutes(context, gate));
  app.use(keySuccessionRoutes(context, gate));
  app.use(releaseRoutes(context.clock, gate, releases));
  if (certificates !== undefined) app.use(certificates);
  app.use(attestationRoutes(attestation));
  app.use(beaconRoutes(context, gate));
}

/** Route for lanes: the list of revoked officers. */
function revocationRoutes(context: RoomContext, gate: KioskGate): Router {
  const routes = publicRoutes();
  const why = 'lanes need it and verify its signature';
  const form = { sends: { 200: signedMessageSchema } };
  routes.get('/v1/revocations', why, form, async ({ request, response }) => {
    const sender = await gate.ofRequest(request);
    if (sender.kind === 'refused') return sender;
    response.type('application/json').send(Buffer.from(await signedRevocations(context)));
    return undefined;
  });
  return routes.router;
}
