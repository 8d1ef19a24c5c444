import type { IncomingMessage } from 'node:http';
import { type CookieName, readCookie } from './cookie.ts';

/** A portal of the development is at this origin, with the port that it listens on. */
export const DEVELOPMENT_PORTAL = 'http://localhost';

export function portalOriginAt(portal: string, port: number): string {
  return portal === DEVELOPMENT_PORTAL ? `${portal}:${port}` : portal;
}

/**
 * Whether a request with a session comes from the portal's own page. Browsers name the page's origin in each request that can change
 * something, and state in `Sec-Fetch-Site` (Fetch Metadata §2.2) where the others come from. The host is compared because a stranger's
 * name may lead to this address.
 */
export function isOfPortal({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>, origin: string): boolean {
  if (headers.host !== new URL(origin).host) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return method === 'GET' ? headers.origin === undefined || headers.origin === origin : headers.origin === origin;
}

/** The token of the session, 256 random bits in base64url; `undefined` without one. */
export function sessionTokenOf(request: IncomingMessage, cookie: CookieName): string | undefined {
  const token = readCookie(request, cookie);
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}
