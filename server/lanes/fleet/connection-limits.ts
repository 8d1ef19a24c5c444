/** Limits on the number of connections per client at the server's ports. */
import type { Server as HttpServer, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { type Pace, TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { acceptFromProxies } from './behind-proxies.ts';

/** Limits of one port. A connection counts as a stranger's until a session or certificate is recognised on it. */
export interface ConnectionRules {
  /** All clients together. */
  readonly total: number;
  /** Strangers together, when recognised clients leave that many. */
  readonly strangers: number;
  /** Reserved for strangers, who may be about to sign in. */
  readonly leftToStrangers: number;
  /** Strangers of one network (`networkOf`). */
  readonly network: number;
  /** One person or kiosk. Further connections count as strangers'. */
  readonly client: number;
}

/**
 * New connections of one network. A connection with TLS and one request cost some 5 ms of the only thread on two shared cores, so a network can use a
 * quarter of it; the burst is for the lanes and browsers behind one address after a restart.
 */
const NEW_CONNECTIONS: Pace = { perSecond: 50, burst: 256 };

/** A network that may hold more connections may also make them faster. */
const paceOf = ({ network }: ConnectionRules): Pace => ({
  perSecond: Math.max(NEW_CONNECTIONS.perSecond, Math.floor(network / 6)),
  burst: Math.max(NEW_CONNECTIONS.burst, network),
});

/** @param most connections in all, and of one network */
export function connectionRules(most: { readonly total: number; readonly network: number }): ConnectionRules {
  const { total, network } = most;
  return { total, strangers: Math.floor(0.75 * total), leftToStrangers: Math.floor(total / 16), network, client: 64 };
}

export const DEFAULT_CONNECTIONS = { total: 4_096, network: 256 } as const;
const RULES = connectionRules(DEFAULT_CONNECTIONS);

export interface ConnectionTerms {
  readonly rules?: ConnectionRules;
  /** Addresses of proxies, whose connections count as those of the clients that they name. */
  readonly proxies?: readonly string[];
}

/** Idle time between two requests. A stranger's exceeds the interval of a lane's status. */
export const KEEP_ALIVE_MS = { stranger: 8_000, recognised: 65_000 };

interface Held {
  readonly socket: Socket;
  readonly network: string;
  readonly port: Port;
  client?: string;
  /** Response in progress on this connection. */
  response?: ServerResponse;
}

interface Port {
  /** Strangers' connections by network, oldest first. */
  readonly networks: Map<string, Set<Held>>;
  readonly clients: Map<string, number>;
  strangers: number;
  recognised: number;
}

/**
 * Counts connections from their acceptance, before TLS. A network at its limit, or faster than its pace, gets no more. When strangers use their total, a new
 * connection displaces the oldest one of the network with the most, so that small networks keep access. Recognised clients are never
 * displaced.
 */
export class ConnectionLimits {
  readonly #rules: ConnectionRules;
  readonly #onRefused: () => void;
  readonly #proxies: readonly string[];
  readonly #pace: TokenBuckets;
  /** By both endpoints of a connection, which a TLS socket shares with its underlying socket. */
  readonly #held = new Map<string, Held>();

  /** @param onRefused called when a connection is refused or displaced */
  constructor(onRefused: () => void, { rules = RULES, proxies = [] }: ConnectionTerms = {}) {
    this.#onRefused = onRefused;
    this.#rules = rules;
    this.#proxies = proxies;
    this.#pace = new TokenBuckets(paceOf(rules), systemClock);
  }

  watch(server: HttpServer): void {
    const port: Port = { networks: new Map(), clients: new Map(), strangers: 0, recognised: 0 };
    // A backstop only: displaced connections take a moment to close
    server.maxConnections = this.#rules.total + this.#rules.leftToStrangers;
    server.keepAliveTimeout = KEEP_ALIVE_MS.recognised;
    acceptFromProxies(server, this.#proxies, this.#onRefused);
    server.prependListener('connection', (socket: Socket) => this.#admit(port, socket));
    server.prependListener('request', ({ socket }: { socket: Socket }, response: ServerResponse) =>
      this.#beginResponse(socket, response),
    );
  }

  /** Assigns a connection to `client`: a signed-in person, or a kiosk with a valid certificate or hello. */
  recognise(socket: Socket, client: string): void {
    const held = this.#held.get(endsOf(socket));
    if (held === undefined || held.client !== undefined) return;
    const { port } = held;
    const { total, leftToStrangers, client: most } = this.#rules;
    const theirs = port.clients.get(client) ?? 0;
    if (theirs >= most || port.recognised >= total - leftToStrangers) return;
    this.#leaveStrangers(held);
    held.client = client;
    port.clients.set(client, theirs + 1);
    port.recognised += 1;
    if (held.response?.headersSent === false) held.response.removeHeader('Keep-Alive');
  }

  #admit(port: Port, socket: Socket): void {
    const ends = endsOf(socket);
    const network = networkOf(socket.remoteAddress ?? '');
    const theirs = port.networks.get(network) ?? new Set();
    const isTooFast = this.#pace.take(network) > 0;
    if (socket.remoteAddress === undefined || theirs.size >= this.#rules.network || isTooFast) {
      // After the listeners that start TLS or HTTP, and before anything is read
      process.nextTick(() => socket.destroy());
      this.#onRefused();
      return;
    }
    const held: Held = { socket, network, port };
    port.networks.set(network, theirs.add(held));
    port.strangers += 1;
    this.#held.set(ends, held);
    socket.once('close', () => this.#forget(ends, held));
    const { total, strangers, leftToStrangers } = this.#rules;
    const room = Math.max(leftToStrangers, Math.min(strangers, total - port.recognised));
    if (port.strangers <= room) return;
    const displaced = oldestOfMost(port);
    if (displaced === undefined) return;
    this.#leaveStrangers(displaced);
    displaced.socket.destroy();
    this.#onRefused();
  }

  /** Announces and enforces the idle time after this response. */
  #beginResponse(socket: Socket, response: ServerResponse): void {
    const held = this.#held.get(endsOf(socket));
    if (held === undefined || held.client !== undefined) return;
    held.response = response;
    response.setHeader('Keep-Alive', `timeout=${KEEP_ALIVE_MS.stranger / 1_000}`);
    response.once('finish', () => {
      delete held.response;
      // Node has just set its own timeout, which is meant for recognised clients
      if (held.client === undefined && !socket.destroyed) socket.setTimeout(KEEP_ALIVE_MS.stranger + 1_000);
    });
  }

  #leaveStrangers(held: Held): void {
    const { networks } = held.port;
    const theirs = networks.get(held.network);
    if (theirs?.delete(held) !== true) return;
    held.port.strangers -= 1;
    if (theirs.size === 0) networks.delete(held.network);
  }

  #forget(ends: string, held: Held): void {
    const { client, port } = held;
    if (this.#held.get(ends) === held) this.#held.delete(ends);
    if (client === undefined) return this.#leaveStrangers(held);
    port.recognised -= 1;
    const left = (port.clients.get(client) ?? 0) - 1;
    if (left > 0) port.clients.set(client, left);
    else port.clients.delete(client);
  }
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}

function oldestOfMost({ networks }: Port): Held | undefined {
  let most: ReadonlySet<Held> | undefined;
  for (const theirs of networks.values()) if (theirs.size > (most?.size ?? 0)) most = theirs;
  return most?.values().next().value;
}
