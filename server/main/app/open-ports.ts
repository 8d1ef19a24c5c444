import type { Express } from 'express';
import { openFeed } from '../../lanes/feed/feed.ts';
import { CERTIFICATE_LIFETIME_MS } from '../../lanes/fleet/fleet.ts';
import { openListeners } from '../../lanes/fleet/listeners.ts';
import { openMetricsListener } from '../../platform/http/metrics-listener.ts';
import type { Foundation } from './foundation.ts';
import type { Health } from './open-health.ts';
import type { LaneSide } from './open-lane-side.ts';
import type { Services } from './open-services.ts';
import type { Staff } from './open-staff.ts';
import type { Storage } from './open-storage.ts';
import type { OwnAddresses } from './own-addresses.ts';

/** Requests that run when the server stops have this long to end. */
const DRAIN_MS = 3_000;

export interface Apps {
  readonly people: Express;
  readonly kiosks: Express;
}

export interface PortParts {
  readonly apps: Apps;
  readonly storage: Storage;
  readonly services: Services;
  readonly laneSide: LaneSide;
  readonly staff: Staff;
  readonly health: Health;
  readonly addresses: OwnAddresses;
}

export interface Ports {
  readonly people: number;
  /** `undefined` without a port for metrics. */
  readonly metrics: number | undefined;
}

/** Listens for people, kiosks and metrics. Rejects with Node's `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`. */
export async function openPorts(foundation: Foundation, parts: PortParts): Promise<Ports> {
  const { config, clock, events, opened } = foundation;
  const { apps, storage, services, laneSide, staff, health, addresses } = parts;
  const { context, signals } = services;
  const { limits, fleet, orders } = laneSide;
  const listeners = await openListeners(config, {
    queue: context.queue,
    clock,
    events,
    signals,
    limits,
    authority: fleet.authority,
    lifetimeMs: CERTIFICATE_LIFETIME_MS,
    people: apps.people,
    kiosks: apps.kiosks,
  });
  const feed = openFeed({
    http: listeners.people,
    database: storage.database,
    announcements: context.announcements,
    people: staff.people,
    changes: staff.access.changes,
    clock,
    events,
    allowed: () => addresses.people,
  });
  const closeLaneSockets = orders.listen(listeners.kiosks);
  opened.push(async () => {
    const cancelCut = clock.after(DRAIN_MS, () => listeners.cut());
    closeLaneSockets();
    // Also closes the HTTP server of the consoles' sockets, which waits for requests that run
    const feedClosed = feed.close();
    await listeners.close();
    await feedClosed;
    cancelCut();
  });
  const metrics =
    config.metricsPort === undefined
      ? undefined
      : opened.add(await openMetricsListener(config.metricsPort, health.metrics, events));
  const ports = await listeners.listen();
  addresses.listensOn(ports);
  return { people: ports.people, metrics: metrics?.port };
}
