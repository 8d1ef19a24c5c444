import express, { type Express, type RequestHandler } from 'express';
import type { AccessGate } from '../access/gate.ts';
import type { Clearance } from '../clearance/clearance.ts';
import { TokenBuckets } from '../clearance/token-bucket.ts';
import type { GrantDesk } from '../evidence/issue-grant.ts';
import type { Database } from '../store/database.ts';
import type { LedgerDatabase } from '../store/ledger-database.ts';
import { listEvidenceOrigins } from '../store/kiosks.ts';
import { judgeOrigin, type AllowedHosts } from './allowed-hosts.ts';
import { consolePage } from './console-page.ts';
import { consoleRoutes } from './console-routes.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { answerErrors, answerNotFound } from './errors.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { peopleRoutes } from '../people/people-routes.ts';
import type { People } from '../people/people.ts';
import { sameOriginOnly } from '../people/same-origin.ts';
import { messageRoutes } from './message-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { sendFailure } from './wire-failure.ts';

export interface AppParts {
  readonly clearance: Clearance;
  readonly people: People;
  readonly gate: AccessGate;
  readonly grantDesk: GrantDesk;
  readonly database: Database;
  readonly ledger: LedgerDatabase;
  /** As `ServerLedger` gives it. */
  readonly ledgerPolicy: string;
  /** Asked at each request: the port is known once the server listens. */
  readonly allowed: () => AllowedHosts;
  /** The built console; the default is where the build leaves it. */
  readonly consoleFolder?: string;
}

/** Requests of one address, whoever it says it is: far above what lanes need, far below what would starve them. */
const ADDRESS_PACE = { perSecond: 2_000, burst: 4_000 };

export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders(() => listEvidenceOrigins(parts.database.knex)));
  app.use(neverStored);
  app.use(onlyOurOrigins(parts.allowed));
  app.use(sameOriginOnly);
  app.use(pacedByAddress(new TokenBuckets(ADDRESS_PACE, parts.clearance.clock)));
  app.use(messageRoutes(parts.clearance));
  app.use(peopleRoutes(parts.people, parts.gate));
  app.use(consoleRoutes(parts.database, parts.clearance.clock));
  app.use(ledgerRoutes(parts.ledger, parts.ledgerPolicy));
  app.use(evidenceRoutes(parts.grantDesk));
  app.use(orderRoutes(parts.database, parts.clearance.clock));
  app.use(consolePage(parts.consoleFolder));
  app.use(answerNotFound);
  app.use(answerErrors(parts.clearance.events));
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
