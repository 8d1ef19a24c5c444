import type { IncomingMessage } from 'node:http';

/** The used parts of a request, or of a socket's opening request. */
export type AskedBy = Pick<IncomingMessage, 'headers' | 'socket'>;

/** `postern-trader` and `postern-partner`: of the portals, which have origins of their own. */
export type CookieName =
  | 'postern-session'
  | 'postern-device'
  | 'postern-console'
  | 'postern-trader'
  | 'postern-partner';

/** Most cookies that are read, to bound the work. */
const COOKIES = 50;

/** Whether the connection itself is encrypted. Headers of a proxy are ignored. */
function isSecure(request: AskedBy): boolean {
  return 'encrypted' in request.socket && request.socket.encrypted === true;
}

/** With TLS the name's prefix binds the cookie to this host, path and encryption; loopback without TLS has no prefix. */
function nameFor(request: AskedBy, name: CookieName): string {
  return isSecure(request) ? `__Host-${name}` : name;
}

/** The cookie's value; `undefined` if there is none or more than one, because an attacker may have planted one. */
export function readCookie(request: AskedBy, name: CookieName): string | undefined {
  const wanted = `${nameFor(request, name)}=`;
  const values = (request.headers.cookie ?? '')
    .split(';', COOKIES)
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(wanted));
  return values.length === 1 ? values[0]?.slice(wanted.length) : undefined;
}

/** A `Set-Cookie` line: `HttpOnly` and same-site. Without `maxAgeS` it lasts as long as the browser's session. */
export function cookieLine(request: AskedBy, name: CookieName, value: string, maxAgeS?: number): string {
  return [
    `${nameFor(request, name)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(isSecure(request) ? ['Secure'] : []),
    ...(maxAgeS === undefined ? [] : [`Max-Age=${maxAgeS}`]),
  ].join('; ');
}
