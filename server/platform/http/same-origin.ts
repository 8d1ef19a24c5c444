import type { RequestHandler } from 'express';
import { sendFailure } from './wire-failure.ts';

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses state-changing requests that a page of another origin, or of another port of this machine, makes a browser send. Browsers state
 * this in `Sec-Fetch-Site` (Fetch Metadata §2.2); older ones send `Origin`, which is checked for all requests. A client that sends neither
 * is not a browser and holds no user's cookie.
 */
export const sameOriginOnly: RequestHandler = (request, response, next) => {
  const site = request.headers['sec-fetch-site'];
  if (SAFE.includes(request.method) || site === undefined || site === 'same-origin') next();
  else sendFailure(response, { code: 'origin-not-allowed' });
};
