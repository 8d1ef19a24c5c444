import express, { type Express, type RequestHandler } from 'express';
import { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { Events } from '../base/events.ts';
import { judgeOrigin, type AllowedHosts } from './allowed-hosts.ts';
import { answerErrors, answerNotFound } from './errors.ts';
import { watchRequests, type WatchParts } from './request-watch.ts';
import { networkOf } from './network-of.ts';
import { sendFailure } from './wire-failure.ts';

/** Requests of one address, or of one network of IPv6, whoever it says it is: far above what lanes need, far below what would starve them. */
const ADDRESS_PACE = { perSecond: 2_000, burst: 4_000 };

export interface BaseParts {
  readonly headers: RequestHandler;
  readonly watch: WatchParts;
  /** Asked at each request: the port is known once the server listens. */
  readonly allowed: () => AllowedHosts;
}

/** What stands before every route, whoever comes. */
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
  app.use(pacedByAddress(new TokenBuckets(ADDRESS_PACE, watch.clock)));
  return app;
}

/** What answers where no route did. */
export function endApp(app: Express, events: Events): Express {
  app.use(answerNotFound);
  app.use(answerErrors(events));
  return app;
}

const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** No id of ours has one, PostgreSQL holds no text with one, and what is written in C may end there. */
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
    // What follows on such a connection may be another client's, sent on by a proxy: none of it is answered
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
