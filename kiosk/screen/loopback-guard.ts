/**
 * Accepts only pages of this address, so that other web pages cannot reach the lane through a browser on this machine.
 */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether `Host` is a loopback name and `Origin`, if present, is the same host. */
export function isOwnPage(request: Pick<IncomingMessage, 'headers'>): boolean {
  const { host, origin } = request.headers;
  if (host === undefined || !LOOPBACK_NAMES.includes(host.replace(/:\d+$/, ''))) return false;
  return origin === undefined || origin === `http://${host}`;
}

export const onlyOwnPages: RequestHandler = (request, response, next) => {
  if (isOwnPage(request)) return next();
  response.status(403).json({ error: { code: 'origin-not-allowed', message: 'this lane serves its own pages only' } });
};
