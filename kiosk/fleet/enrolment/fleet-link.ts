/**
 * The TLS connection to the server: only to a server certified and not revoked by the fleet's authority, with the kiosk's
 * certificate. The revocation list is public and signed, so it is fetched before the server's certificate is checked.
 */
import { Agent } from 'node:https';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import {
  REVOCATION_LIST_INTERVAL_MS,
  REVOCATION_LIST_LIMIT_BYTES,
  SERVER_URN,
} from '../../../server/contract/certificate-request.ts';
import { refusalOf } from '../uplink/post.ts';
import { exchangeBy, type ServerLink } from '../uplink/server-link.ts';
import type { KeptCertificate } from './kept-certificate.ts';
import type { HeldCertificate } from './request-certificate.ts';
import { RevocationList } from './revocation-list.ts';
import { pem } from './tls-key.ts';

export interface FleetLinkOptions {
  readonly origin: URL;
  /** The authority's certificate, DER. */
  readonly authority: Uint8Array;
  readonly clock: Clock;
}

export interface FleetLink extends ServerLink {
  /** Connection to the addresses that need no client certificate, for requesting one. */
  readonly uncertified: Pick<ServerLink, 'exchange'>;
  /** Uses this certificate for further exchanges. */
  goAs(lane: KeptCertificate): void;
  /** Whether the current list contains a certificate; `serial` in hex. */
  isRevoked(serial: string): boolean;
  /** Called when a different list has been accepted. */
  onList(listener: () => void): void;
}

const CONNECTIONS = 8;

export function openFleetLink({ origin, authority, clock }: FleetLinkOptions): FleetLink {
  const list = new RevocationList(authority);
  const listeners = new Set<() => void>();
  const stop = new AbortController();
  const ca = pem('CERTIFICATE', authority);
  const agentFor = (held: HeldCertificate | undefined): Agent =>
    new Agent({
      ca,
      ...(held !== undefined && { key: held.key, cert: held.cert }),
      minVersion: 'TLSv1.3',
      keepAlive: true,
      maxSockets: CONNECTIONS,
      // A resumed session would not show the server's certificate again
      maxCachedSessions: 0,
      checkServerIdentity: (host, certificate) => judgeServer(host, certificate, list),
    });
  const bare = agentFor(undefined);
  let lane: KeptCertificate | undefined;
  let own: { readonly held: HeldCertificate; readonly agent: Agent } | undefined;

  /** The agent for the current certificate; the previous agent is closed once its requests have ended. */
  const ownAgent = (): Agent | undefined => {
    const held = lane?.current();
    if (own !== undefined && own.held !== held) {
      retire(own.agent, clock);
      own = undefined;
    }
    if (held === undefined || !list.isFresh(clock.wallMs())) return undefined;
    own ??= { held, agent: agentFor(held) };
    return own.agent;
  };
  const fetchList = async (): Promise<void> => {
    const way = new URL('/v1/fleet/revocation-list', origin);
    const answer = await exchangeBy(bare, way, { method: 'GET' }, REVOCATION_LIST_LIMIT_BYTES, stop.signal);
    const taken = answer?.ok === true ? await list.take(answer.body) : 'refused';
    if (taken === 'refused') return;
    // Open connections were checked against the previous list: reconnect to check them again
    if (taken === 'changed') {
      bare.destroy();
      own?.agent.destroy();
    }
    const held = lane?.current();
    if (held !== undefined && list.names(held.serial)) lane?.drop();
    for (const listener of listeners) listener();
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await fetchList();
      const fresh = list.isFresh(clock.wallMs());
      await pause(clock, fresh ? REVOCATION_LIST_INTERVAL_MS : RETRY_MS, stop.signal);
    }
  };
  void run();

  return {
    uncertified: {
      exchange: (path, message, limitBytes, signal) =>
        exchangeBy(bare, new URL(path, origin), message, limitBytes, signal),
    },
    goAs(kept) {
      lane = kept;
    },
    async exchange(path, message, limitBytes, signal) {
      const agent = ownAgent();
      if (agent === undefined) return undefined;
      const answer = await exchangeBy(agent, new URL(path, origin), message, limitBytes, signal);
      if (answer?.ok === false) {
        const refusal = refusalOf(answer.body);
        if (refusal.kind === 'refused' && refusal.code === 'certificate-refused') lane?.renew();
      }
      return answer;
    },
    agent: ownAgent,
    isRevoked: (serial) => list.names(serial),
    onList: (listener) => void listeners.add(listener),
    close() {
      stop.abort();
      bare.destroy();
      own?.agent.destroy();
    },
  };
}

/** Interval of tries without a fresh list, ms. */
const RETRY_MS = 5_000;
/** Longer than any exchange takes. */
const RETIRED_MS = 10_000;

function retire(agent: Agent, clock: Clock): void {
  clock.after(RETIRED_MS, () => agent.destroy());
}

/**
 * Checks that OpenSSL does not make: the name, that the certificate is for a server of the fleet and not for a lane, and
 * revocation.
 */
function judgeServer(host: string, certificate: PeerCertificate, list: RevocationList): Error | undefined {
  const wrong = checkServerIdentity(host, certificate);
  if (wrong !== undefined) return wrong;
  const names = (certificate.subjectaltname ?? '').split(', ');
  if (!names.includes(`URI:${SERVER_URN}`)) return new Error("the certificate is not that of the fleet's server");
  return list.names(certificate.serialNumber) ? new Error("the server's certificate was revoked") : undefined;
}
