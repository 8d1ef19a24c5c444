import { openMutualTlsServer } from '../../lanes/fleet/listeners.ts';
import { allowedTlsHosts } from '../../platform/http/allowed-hosts.ts';
import type { ListDesk } from '../../sharing/lists/list-desk.ts';
import { createPartnerApp } from '../../sharing/partners/partner-app.ts';
import type { Foundation } from './foundation.ts';
import type { Health } from './open-health.ts';
import type { LaneSide } from './open-lane-side.ts';
import type { Services } from './open-services.ts';
import type { Storage } from './open-storage.ts';

/** Requests that run when the server stops have this long to end. */
const DRAIN_MS = 3_000;

/**
 * Listens for partners' programs, where the configuration has a port for them. Resolves to the port. Rejects with Node's `EADDRINUSE`,
 * `EACCES`, `EADDRNOTAVAIL`.
 */
export async function openPartners(
  { config, clock, events, opened }: Foundation,
  { ledger }: Storage,
  { context, signals }: Services,
  { limits }: LaneSide,
  health: Health,
  lists: ListDesk,
): Promise<number | undefined> {
  const { partners, tls } = config;
  if (partners === undefined || tls?.certificate === undefined) return undefined;
  let { port } = partners;
  const app = createPartnerApp({
    context,
    lists,
    log: ledger.database.reader,
    onRefused: (why) => signals.note(why),
    events,
    metrics: health.metrics,
    allowed: () => allowedTlsHosts(tls.names, port),
  });
  const server = openMutualTlsServer({ limits, signals }, tls.certificate, app);
  port = await server.listen(partners.port, partners.host);
  opened.push(async () => {
    const cancelCut = clock.after(DRAIN_MS, () => server.cut());
    await server.close();
    cancelCut();
  });
  events.emit({ event: 'partners-listening', port });
  return port;
}
