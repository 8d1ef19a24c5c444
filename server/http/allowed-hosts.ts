import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** The names by which a server may be addressed: any other is a page that rebound its own name to this machine. */
export interface AllowedHosts {
  /** Values of the Host header. */
  readonly hosts: ReadonlySet<string>;
  /** Values of the Origin header. */
  readonly origins: ReadonlySet<string>;
}

/** Of a server without TLS: those of its own machine. */
export function allowedHosts(port: number): AllowedHosts {
  return hostsOf('http', ['127.0.0.1', 'localhost', '::1'], port);
}

/** Of a server that speaks TLS: those that its certificate names. */
export function allowedTlsHosts(names: readonly string[], port: number): AllowedHosts {
  return hostsOf('https', names, port);
}

function hostsOf(scheme: 'http' | 'https', names: readonly string[], port: number): AllowedHosts {
  const written = names.map((name) => (isIPv6(name) ? `[${name}]` : name));
  const hosts = new Set(written.map((name) => `${name}:${port}`));
  // A browser leaves out the port it takes for granted.
  if (port === (scheme === 'http' ? 80 : 443)) for (const name of written) hosts.add(name);
  return { hosts, origins: new Set([...hosts].map((host) => `${scheme}://${host}`)) };
}

/**
 * Host must be one of ours; Origin, which browsers send with everything that another page can cause to change state or to be
 * read, must be absent or ours. Two Host headers are no request (RFC 9112 §3.2): a proxy may have gone by the other.
 */
export function judgeOrigin(
  allowed: AllowedHosts,
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders'>,
): 'allowed' | 'malformed-request' | 'host-not-allowed' | 'origin-not-allowed' {
  const names = request.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  if (names.filter((name) => name === 'host').length > 1) return 'malformed-request';
  const { host, origin } = request.headers;
  if (host === undefined || !allowed.hosts.has(host.toLowerCase())) return 'host-not-allowed';
  if (origin !== undefined && !allowed.origins.has(origin.toLowerCase())) return 'origin-not-allowed';
  return 'allowed';
}
