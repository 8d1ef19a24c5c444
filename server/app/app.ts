import type { Express } from 'express';
import type { Access } from './open-access.ts';
import { assertGuarded } from '../access/routes-of.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { GrantDesk } from '../evidence/issue-grant.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { figureRoutes } from '../figures/figure-routes.ts';
import { fleetRoutes } from '../fleet/fleet-routes.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Readiness } from './readiness.ts';
import type { Database } from '../database/database.ts';
import type { LedgerDatabase } from '../database/ledger-database.ts';
import { listEvidenceOrigins } from '../kiosks/kiosks.ts';
import type { AllowedHosts } from '../http/allowed-hosts.ts';
import { beginApp, endApp } from '../http/base-app.ts';
import { consolePage } from './console-page.ts';
import { consoleRoutes } from './console-routes.ts';
import { conditionRoutes } from '../conditions/condition-routes.ts';
import { emergencyRoutes } from '../emergencies/emergency-routes.ts';
import { secondLookRoutes } from '../second-looks/second-look-routes.ts';
import { evidenceRoutes } from '../evidence/grant-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { actRoutes } from '../acts/act-routes.ts';
import { ledgerRoutes } from '../ledger/tile-routes.ts';
import { headRoutes } from '../ledger/head-routes.ts';
import { peopleRoutes } from '../people/people-routes.ts';
import type { People } from '../people/people.ts';
import type { ReferralDesk } from '../referrals/desk.ts';
import { operationRoutes } from '../referrals/operation-routes.ts';
import { referralRoutes } from '../referrals/referral-routes.ts';
import { sameOriginOnly } from '../http/same-origin.ts';
import { type KioskParts, useKioskRoutes } from './kiosk-app.ts';
import type { PrivacyDesk } from '../privacy/privacy-desk.ts';
import { privacyRoutes } from '../privacy/privacy-routes.ts';
import { openApiRoute } from './openapi/openapi-route.ts';
import { orderRoutes } from '../orders/order-routes.ts';
import { receiptRoutes } from '../kiosks/receipt-routes.ts';
import { securityHeaders } from '../http/security-headers.ts';

export interface AppParts {
  readonly context: RoomContext;
  readonly people: People;
  readonly access: Access;
  readonly referralDesk: ReferralDesk;
  readonly grantDesk: GrantDesk;
  readonly fleet: Fleet;
  /** Present without TLS, when kiosks and people use one port. */
  readonly kiosks?: KioskParts;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  readonly ledger: LedgerDatabase;
  /** As `ServerLedger` provides it. */
  readonly ledgerPolicy: string;
  readonly privacy: PrivacyDesk;
  /** Called for each request, because the port is known only once the server listens. */
  readonly allowed: () => AllowedHosts;
  /** Folder of the built console; by default the build's output. */
  readonly consoleFolder?: string;
}

/** Throws when a route is neither guarded nor public, so that the server does not start. */
export function createApp(parts: AppParts): Express {
  const { clock, events } = parts.context;
  const headers = securityHeaders(() => listEvidenceOrigins(parts.database.knex));
  const app = beginApp({ headers, watch: { clock, events, metrics: parts.metrics }, allowed: parts.allowed });
  app.use(sameOriginOnly);
  const { gate } = parts.access;
  if (parts.kiosks !== undefined) useKioskRoutes(app, parts.kiosks);
  app.use(peopleRoutes(parts.people, gate));
  app.use(parts.access.routes);
  app.use(healthRoutes(parts.readiness));
  app.use(openApiRoute(() => app));
  app.use(consoleRoutes(gate, parts.database.knex, parts.people.config.mode));
  app.use(ledgerRoutes(parts.ledger, parts.ledgerPolicy));
  app.use(receiptRoutes(parts.database.knex));
  app.use(headRoutes(gate, parts.ledger, parts.context.knex));
  app.use(actRoutes(gate, { database: parts.context.knex, log: parts.ledger.reader }));
  app.use(referralRoutes(gate, parts.referralDesk));
  app.use(operationRoutes(gate, parts.referralDesk));
  app.use(evidenceRoutes(gate, parts.grantDesk));
  app.use(orderRoutes(gate, parts.database.knex));
  app.use(emergencyRoutes(gate, parts.context));
  app.use(conditionRoutes(gate, parts.context.knex));
  app.use(secondLookRoutes(gate, parts.context));
  app.use(figureRoutes(gate, parts.context.knex));
  app.use(fleetRoutes(gate, parts.database.knex, parts.fleet, parts.context.signer.publicKey));
  app.use(privacyRoutes(parts.privacy));
  app.use(consolePage(parts.consoleFolder));
  assertGuarded(app);
  return endApp(app, events);
}
