import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { hasTwoHosts } from '../../../hardware/host/two-hosts.ts';

/** The names of this server. A request with another name comes from a page that rebound its own name to this machine (DNS rebinding). */
export interface AllowedHosts {
  /** Values of the Host header. */
  readonly hosts: ReadonlySet<string>;
  /** Values of the Origin header. */
  readonly origins: ReadonlySet<string>;
}

/** For a server without TLS: loopback names. */
export function allowedHosts(port: number): AllowedHosts {
  return hostsOf('http', ['127.0.0.1', 'localhost', '::1'], port);
}

/** For a server with TLS: the names in its certificate. */
export function allowedTlsHosts(names: readonly string[], port: number): AllowedHosts {
  return hostsOf('https', names, port);
}

function hostsOf(scheme: 'http' | 'https', names: readonly string[], port: number): AllowedHosts {
  const written = names.map((name) => (isIPv6(name) ? `[${name}]` : name));
  const hosts = new Set(written.map((name) => `${name}:${port}`));
  // Browsers omit the default port.
  if (port === (scheme === 'http' ? 80 : 443)) for (const name of written) hosts.add(name);
  return { hosts, origins: new Set([...hosts].map((host) => `${scheme}://${host}`)) };
}

/**
 * Host must be one of the server's names. Origin, which browsers send with requests that change state or read across origins, must be
 * absent or allowed. Two Host headers are refused (RFC 9112 §3.2), because a proxy may have used the other one.
 */
export function judgeOrigin(
  allowed: AllowedHosts,
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders'>,
): 'allowed' | 'malformed-request' | 'host-not-allowed' | 'origin-not-allowed' {
  if (hasTwoHosts(request)) return 'malformed-request';
  const { host, origin } = request.headers;
  if (host === undefined || !allowed.hosts.has(host.toLowerCase())) return 'host-not-allowed';
  if (origin !== undefined && !allowed.origins.has(origin.toLowerCase())) return 'origin-not-allowed';
  return 'allowed';
}
