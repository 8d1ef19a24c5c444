import type { RequestHandler } from 'express';
import { sendFailure } from './wire-failure.ts';

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a page of another origin, or of another port of this machine, makes a browser send to change something. Browsers
 * say so in `Sec-Fetch-Site` (Fetch Metadata §2.2); those that do not yet say `Origin`, which is judged for all requests. What
 * sends neither is no browser and carries no cookie but its own.
 */
export const sameOriginOnly: RequestHandler = (request, response, next) => {
  const site = request.headers['sec-fetch-site'];
  if (SAFE.includes(request.method) || site === undefined || site === 'same-origin') next();
  else sendFailure(response, { code: 'origin-not-allowed' });
};
