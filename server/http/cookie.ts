import type { IncomingMessage } from 'node:http';

/** What is read of a request, or of the request that a socket began with. */
export type AskedBy = Pick<IncomingMessage, 'headers' | 'socket'>;

export type CookieName = 'postern-session' | 'postern-device';

/** Cookies in a header at most: a page cannot make the server search long. */
const COOKIES = 50;

/** Whether the connection itself is encrypted; headers that a proxy sets are not believed. */
function isSecure(request: AskedBy): boolean {
  return 'encrypted' in request.socket && request.socket.encrypted === true;
}

/** With TLS the browser holds the cookie to this host, path and encryption; loopback without TLS cannot promise that. */
function nameFor(request: AskedBy, name: CookieName): string {
  return isSecure(request) ? `__Host-${name}` : name;
}

/** The cookie's value, or `undefined` when there is none or more than one: of two somebody has planted one. */
export function readCookie(request: AskedBy, name: CookieName): string | undefined {
  const wanted = `${nameFor(request, name)}=`;
  const values = (request.headers.cookie ?? '')
    .split(';', COOKIES)
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(wanted));
  return values.length === 1 ? values[0]?.slice(wanted.length) : undefined;
}

/** A `Set-Cookie` line: not for scripts, not for other sites. Without `maxAgeS` it lives as long as the browser's session. */
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
