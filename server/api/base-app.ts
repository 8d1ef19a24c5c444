import express, { type Express, type RequestHandler } from 'express';
import { TokenBuckets } from '../clearance/token-bucket.ts';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import { judgeOrigin, type AllowedHosts } from './allowed-hosts.ts';
import { answerErrors, answerNotFound } from './errors.ts';
import { sendFailure } from './wire-failure.ts';

/** Requests of one address, whoever it says it is: far above what lanes need, far below what would starve them. */
const ADDRESS_PACE = { perSecond: 2_000, burst: 4_000 };

export interface BaseParts {
  readonly headers: RequestHandler;
  /** Asked at each request: the port is known once the server listens. */
  readonly allowed: () => AllowedHosts;
  readonly clock: Clock;
}

/** What stands before every route, whoever comes. */
export function beginApp({ headers, allowed, clock }: BaseParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(headers);
  app.use(neverStored);
  app.use(onlyOurOrigins(allowed));
  app.use(pacedByAddress(new TokenBuckets(ADDRESS_PACE, clock)));
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

function onlyOurOrigins(allowed: () => AllowedHosts): RequestHandler {
  return (request, response, next) => {
    const judgement = judgeOrigin(allowed(), request);
    if (judgement === 'allowed') next();
    else sendFailure(response, { code: judgement });
  };
}

function pacedByAddress(buckets: TokenBuckets): RequestHandler {
  return (request, response, next) => {
    const retryAfterS = buckets.take(request.socket.remoteAddress ?? '');
    if (retryAfterS === 0) next();
    else sendFailure(response, { code: 'rate-limited', retryAfterS });
  };
}
