/** The ports: without TLS one on loopback for all clients, with TLS one for people and one for kiosks. */
import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerClientError } from '../../platform/http/client-error.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { Authority } from './authority.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Signals } from '../../records/signals/signals.ts';
import { KIOSK_TLS } from './kiosk-listener.ts';
import { keepServerCredentials, makeServerCredentials } from './server-credentials.ts';
import type { TlsConfig } from './tls-config.ts';

export interface ListenerPlace {
  /** For people, and without TLS for kiosks as well. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly tls?: TlsConfig;
}

export interface Listeners {
  readonly people: HttpServer;
  /** Same as `people` without TLS. */
  readonly kiosks: HttpServer;
  /** Resolves to the ports. Rejects with Node's `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`. */
  listen(): Promise<{ readonly people: number; readonly kiosks: number }>;
  /** Closes idle connections and resolves when all connections have ended. */
  close(): Promise<void>;
  /** Cuts the remaining connections. */
  cut(): void;
}

export interface ListenerParts {
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly events: Events;
  /** Required with TLS. */
  readonly authority: Authority | undefined;
  readonly lifetimeMs: number;
  readonly signals: Pick<Signals, 'note'>;
  readonly limits: ConnectionLimits;
  readonly people: RequestListener;
  readonly kiosks: RequestListener;
}

const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  maxHeaderSize: 8_192,
  // Interval of Node's checks for slow clients; the default would allow them half a minute more
  connectionsCheckingInterval: 1_000,
};
/** All current browsers support it. */
const TLS = { minVersion: 'TLSv1.3', handshakeTimeout: 5_000 } as const;

export async function openListeners(config: ListenerPlace, parts: ListenerParts): Promise<Listeners> {
  const { tls, host, port } = config;
  if (tls === undefined || parts.authority === undefined) {
    const http = bounded(parts.limits, createServer(LIMITS, parts.people));
    return {
      people: http,
      kiosks: http,
      listen: async () => {
        const at = await listen(http, port, host);
        return { people: at, kiosks: at };
      },
      close: () => closed(http),
      cut: () => http.closeAllConnections(),
    };
  }
  const { people, kiosks, stop } = await openTlsServers(tls, parts.authority, parts);
  return {
    people,
    kiosks,
    listen: async () => ({
      people: await listen(people, port, host),
      kiosks: await listen(kiosks, tls.kioskPort, tls.kioskHost),
    }),
    close: async () => {
      stop();
      await Promise.all([closed(people), closed(kiosks)]);
    },
    cut: () => {
      people.closeAllConnections();
      kiosks.closeAllConnections();
    },
  };
}

export interface OwnServer {
  /** Resolves to the port. Rejects as `Listeners.listen` does. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
  cut(): void;
}

/** A port for programs that prove a key by their client certificates. The handshake accepts every client; the app judges its key. */
export function openMutualTlsServer(
  { limits, signals }: Pick<ListenerParts, 'limits' | 'signals'>,
  credentials: { readonly key: string; readonly cert: string },
  app: RequestListener,
): OwnServer {
  return ownServer({ limits, signals }, createTlsServer({ ...LIMITS, ...KIOSK_TLS, ...credentials }, app));
}

/** A port for browsers of people outside. @param credentials `undefined`: plain HTTP, on loopback */
export function openPortalServer(
  parts: Pick<ListenerParts, 'limits' | 'signals'>,
  credentials: { readonly key: string; readonly cert: string } | undefined,
  app: RequestListener,
): OwnServer {
  return ownServer(
    parts,
    credentials === undefined ? createServer(LIMITS, app) : createTlsServer({ ...LIMITS, ...TLS, ...credentials }, app),
  );
}

function ownServer(
  { limits, signals }: Pick<ListenerParts, 'limits' | 'signals'>,
  server: HttpServer | TlsServer,
): OwnServer {
  bounded(limits, server);
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') signals.note('tls-failed');
  });
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => closed(server),
    cut: () => server.closeAllConnections(),
  };
}

async function openTlsServers(
  tls: TlsConfig,
  authority: Authority,
  parts: ListenerParts,
): Promise<{ readonly people: TlsServer; readonly kiosks: TlsServer; readonly stop: () => void }> {
  const own = { ...parts, authority, names: tls.names };
  const first = await makeServerCredentials(own);
  const ca = authority.certificatePem;
  const people = bounded(
    parts.limits,
    createTlsServer({ ...LIMITS, ...TLS, ...(tls.certificate ?? first) }, parts.people),
  );
  const kiosks = bounded(parts.limits, createTlsServer({ ...LIMITS, ...KIOSK_TLS, ...first, ca }, parts.kiosks));
  // A client that only disconnects, such as a port check, is not a failure
  const note = (kind: 'tls-failed' | 'kiosk-tls-failed') => (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') parts.signals.note(kind);
  };
  people.on('tlsClientError', note('tls-failed'));
  kiosks.on('tlsClientError', note('kiosk-tls-failed'));
  const stop = keepServerCredentials(own, (credentials) => {
    if (tls.certificate === undefined) people.setSecureContext({ ...TLS, ...credentials });
    kiosks.setSecureContext({ ...KIOSK_TLS, ...credentials, ca });
  });
  return { people, kiosks, stop };
}

function bounded<S extends HttpServer>(limits: ConnectionLimits, server: S): S {
  limits.watch(server);
  server.on('clientError', answerClientError);
  return server;
}

function listen(server: HttpServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Ignores a server that is not open. */
function closed(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
