import express, { type Express, type RequestHandler } from 'express';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { Events } from '../base/events.ts';
import { judgeOrigin, type AllowedHosts } from './allowed-hosts.ts';
import { answerErrors, answerNotFound } from './errors.ts';
import { watchRequests, type WatchParts } from './request-watch.ts';
import { networkOf } from './network-of.ts';
import { sendFailure } from './wire-failure.ts';

/** Rate limit for one address, or one IPv6 network, with any identity: far above the need of lanes, and low enough to protect them. */
const ADDRESS_RATE = { perSecond: 2_000, burst: 4_000 };

export interface BaseParts {
  readonly headers: RequestHandler;
  readonly watch: WatchParts;
  /** Called for each request, because the port is known only after the server listens. */
  readonly allowed: () => AllowedHosts;
}

/** Middleware before every route. */
export function beginApp({ headers, watch, allowed }: BaseParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(watchRequests(watch));
  app.use(headers);
  app.use(neverStored);
  app.use(onlyOurOrigins(allowed));
  app.use(withoutNull);
  app.use(pacedByAddress(new TokenBuckets(ADDRESS_RATE, watch.clock)));
  return app;
}

/** Handlers for requests that no route answered. */
export function endApp(app: Express, events: Events): Express {
  app.use(answerNotFound);
  app.use(answerErrors(events));
  return app;
}

const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** No id contains a null character. PostgreSQL cannot store one in text, and C code may end the text there. */
const withoutNull: RequestHandler = (request, response, next) => {
  if (/%00/.test(request.url)) sendFailure(response, { code: 'malformed-request' });
  else next();
};

function onlyOurOrigins(allowed: () => AllowedHosts): RequestHandler {
  return (request, response, next) => {
    const judgement = judgeOrigin(allowed(), request);
    if (judgement === 'allowed') return next();
    if (judgement === 'malformed-request') response.set('Connection', 'close');
    sendFailure(response, { code: judgement });
    // Later requests on such a connection may be another client's, forwarded by a proxy, and are not answered.
    if (judgement === 'malformed-request') request.socket.destroySoon();
  };
}

function pacedByAddress(buckets: TokenBuckets): RequestHandler {
  return (request, response, next) => {
    const retryAfterS = buckets.take(networkOf(request.socket.remoteAddress ?? ''));
    if (retryAfterS === 0) next();
    else sendFailure(response, { code: 'rate-limited', retryAfterS });
  };
}
