import type { IncomingMessage } from 'node:http';

/** The names by which a loopback server may be addressed: any other is a page that rebound its own name to this machine. */
export interface AllowedHosts {
  /** Values of the Host header. */
  readonly hosts: ReadonlySet<string>;
  /** Values of the Origin header. */
  readonly origins: ReadonlySet<string>;
}

export function allowedHosts(port: number): AllowedHosts {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const hosts = new Set(names.map((name) => `${name}:${port}`));
  // A browser leaves out the port it takes for granted.
  if (port === 80) for (const name of names) hosts.add(name);
  return { hosts, origins: new Set([...hosts].map((host) => `http://${host}`)) };
}

/**
 * Host must be one of ours; Origin, which browsers send with everything that another page can cause to change state or to be
 * read, must be absent or ours.
 */
export function judgeOrigin(
  allowed: AllowedHosts,
  request: Pick<IncomingMessage, 'headers'>,
): 'allowed' | 'host-not-allowed' | 'origin-not-allowed' {
  const { host, origin } = request.headers;
  if (host === undefined || !allowed.hosts.has(host.toLowerCase())) return 'host-not-allowed';
  if (origin !== undefined && !allowed.origins.has(origin.toLowerCase())) return 'origin-not-allowed';
  return 'allowed';
}
