/**
 * Accepts only pages of this address, so that other web pages cannot reach the lane through a browser on this machine.
 */
import type { IncomingMessage } from 'node:http';
import { hasTwoHosts } from '../../../hardware/host/two-hosts.ts';
import type { RequestHandler } from 'express';

const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether there is one `Host`, which is a loopback name, and `Origin`, if present, is the same host. */
export function isOwnPage(request: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): boolean {
  if (hasTwoHosts(request)) return false;
  const { host, origin } = request.headers;
  if (host === undefined || !LOOPBACK_NAMES.includes(host.replace(/:\d+$/, ''))) return false;
  return origin === undefined || origin === `http://${host}`;
}

export const onlyOwnPages: RequestHandler = (request, response, next) => {
  if (isOwnPage(request)) return next();
  if (hasTwoHosts(request)) response.set('Connection', 'close');
  response.status(403).json({ error: { code: 'origin-not-allowed', message: 'this lane serves its own pages only' } });
};
