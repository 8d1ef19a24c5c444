import { fileURLToPath } from 'node:url';
import { openPortalServer } from '../../lanes/fleet/listeners.ts';
import { DEVELOPMENT_PORTAL, portalOriginAt } from '../../platform/http/portal-origin.ts';
import type { People } from '../../people/people/people.ts';
import { PortalSessions } from '../../people/portals/portal-sessions.ts';
import { partnerPortal } from '../../sharing/portal/partner-portal.ts';
import { createPortalApp } from '../../sharing/portal/portal-app.ts';
import type { Foundation } from './foundation.ts';
import type { Health } from './open-health.ts';
import type { LaneSide } from './open-lane-side.ts';
import type { Services } from './open-services.ts';
import type { Storage } from './open-storage.ts';

/** The build's output for the portal. */
const PORTAL_FOLDER = fileURLToPath(new URL('../../partner-portal-dist/', import.meta.url));
/** Requests that run when the server stops have this long to end. */
const DRAIN_MS = 3_000;

export interface PartnerPortalParts {
  readonly storage: Storage;
  readonly services: Services;
  readonly laneSide: LaneSide;
  readonly people: People;
  readonly health: Health;
}

/**
 * Listens for people of partners, where the configuration has a port for them. Resolves to the port. Rejects with Node's `EADDRINUSE`,
 * `EACCES`, `EADDRNOTAVAIL`.
 */
export async function openPartnerPortal(
  { config, clock, events, opened }: Foundation,
  { storage: { ledger }, services: { context, signals }, laneSide: { limits }, people, health }: PartnerPortalParts,
): Promise<number | undefined> {
  const { partnerPortal: settings, tls } = config;
  if (settings === undefined) return undefined;
  let { port } = settings;
  const origin = () => portalOriginAt(settings.origin ?? DEVELOPMENT_PORTAL, port);
  const portal = partnerPortal(people.config.mode);
  const app = createPortalApp({
    context,
    log: ledger.database.reader,
    ledgerPolicy: ledger.policy,
    origin,
    onRefused: (why) => signals.note(why),
    events,
    metrics: health.metrics,
    folder: PORTAL_FOLDER,
    parts: {
      context,
      people,
      signals,
      portal,
      sessions: new PortalSessions(context, portal, people.sessionCodes, 'sharing'),
      party: () => ({ id: new URL(origin()).hostname, origins: () => [origin()] }),
      commit: (work) => people.commit(work),
    },
  });
  const server = openPortalServer({ limits, signals }, tls?.certificate, app);
  port = await server.listen(settings.port, settings.host);
  opened.push(async () => {
    const cancelCut = clock.after(DRAIN_MS, () => server.cut());
    await server.close();
    cancelCut();
  });
  events.emit({ event: 'partner-portal-listening', port });
  return port;
}
