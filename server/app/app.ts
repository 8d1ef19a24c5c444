import type { Express } from 'express';
import { assertGuarded } from '../access/routes-of.ts';
import type { Connection } from '../database/connection.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { figureRoutes } from '../figures/figure-routes.ts';
import type { StartPolicy } from '../attestation/start-policy.ts';
import { startRoutes } from '../attestation/start-routes.ts';
import { fleetRoutes } from '../fleet/fleet-routes.ts';
import { listEvidenceOrigins, listKiosks } from '../kiosks/kiosks.ts';
import type { AllowedHosts } from '../http/allowed-hosts.ts';
import { beginApp, endApp } from '../http/base-app.ts';
import type { Desks } from './open-desks.ts';
import type { Health } from './open-health.ts';
import type { Staff } from './open-staff.ts';
import type { ServerLedger } from '../ledger/server-ledger.ts';
import { type AlertDesk, alertRoutes } from '../alerts/alert-routes.ts';
import { consolePage } from './console-page.ts';
import { brandRoutes } from '../brand/brand-routes.ts';
import { agreementRoutes } from '../sharing/agreement/agreement-routes.ts';
import { detectionRoutes } from '../detection/detection-routes.ts';
import { detectionExportRoutes } from '../detection/export/export-routes.ts';
import { shippingRoutes } from '../detection/shipping/shipping-routes.ts';
import type { ShippingConfig } from '../detection/shipping/target.ts';
import { breachRoutes } from '../compliance/breaches/breach-routes.ts';
import { componentRoutes, type ComponentsDesk } from '../components/component-routes.ts';
import { calendarRoutes } from '../calendar/calendar-routes.ts';
import { policyTrialRoutes } from '../policy-trials/trial-routes.ts';
import { conditionRoutes } from '../conditions/condition-routes.ts';
import { consoleRoutes } from './console-routes.ts';
import { emergencyRoutes } from '../emergencies/emergency-routes.ts';
import { secondLookRoutes } from '../second-looks/second-look-routes.ts';
import { controlRoutes } from '../declarations/controls/control-routes.ts';
import { declarationHoldRoutes } from '../declarations/holds/hold-routes.ts';
import { traderRoutes } from '../declarations/traders/trader-routes.ts';
import { viewingRoutes } from '../declarations/viewings/viewing-routes.ts';
import { evidenceRoutes } from '../evidence/grant-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { actRoutes } from '../acts/act-routes.ts';
import { ledgerRoutes } from '../ledger/tile-routes.ts';
import { headRoutes } from '../ledger/head-routes.ts';
import { peopleRoutes } from '../people/people-routes.ts';
import { operationRoutes } from '../referrals/operation-routes.ts';
import { orderLaneRoutes } from '../referrals/order-lane-routes.ts';
import { referralRoutes } from '../referrals/referral-routes.ts';
import { sameOriginOnly } from '../http/same-origin.ts';
import { type KioskParts, useKioskRoutes } from './kiosk-app.ts';
import { privacyRoutes } from '../privacy/privacy-routes.ts';
import { openApiRoute } from './openapi/openapi-route.ts';
import { placesInUse } from '../setup/places-in-use.ts';
import { setupRoutes, type SetupDesk } from '../setup/setup-routes.ts';
import { readinessRoutes } from '../readiness/readiness-routes.ts';
import { siteRoutes } from '../sites/site-routes.ts';
import { errorRateRoutes } from '../observatory/publication/report-routes.ts';
import { orderRoutes } from '../orders/order-routes.ts';
import { watchlistRoutes } from '../watchlist/watchlist-routes.ts';
import type { WatchlistDesk } from '../watchlist/look-up.ts';
import { rollOutRoutes } from '../roll-outs/roll-out-routes.ts';
import { receiptRoutes } from '../kiosks/receipt-routes.ts';
import { releaseProofRoutes } from '../lane-statements/release-proof-routes.ts';
import { securityHeaders } from '../http/security-headers.ts';

export interface AppParts {
  readonly context: RoomContext;
  readonly ledger: Pick<ServerLedger, 'database' | 'policy'>;
  readonly staff: Staff;
  readonly desks: Desks;
  readonly alerts: AlertDesk;
  /** Where findings are shipped; `undefined`: nowhere. */
  readonly shipping: ShippingConfig | undefined;
  readonly fleet: Fleet;
  readonly startPolicy: StartPolicy;
  readonly components: Omit<ComponentsDesk, 'knex'>;
  readonly setup: Pick<SetupDesk, 'witnesses' | 'collector'>;
  /** Where kiosks use the same port. */
  readonly kiosks: KioskParts | undefined;
  /** Folder of the repository of releases. */
  readonly releases: string;
  /** The connectors of watchlists. */
  readonly watchlistSources: WatchlistDesk['sources'];
  readonly health: Health;
  /** Called for each request, because the port is known only once the server listens. */
  readonly allowed: () => AllowedHosts;
  /** Folder of the built console; by default the build's output. */
  readonly consoleFolder: string | undefined;
}

/** Throws when a route is neither guarded nor public, so that the server does not start. */
export function createApp(parts: AppParts): Express {
  const { context, fleet, kiosks, health } = parts;
  const { clock, events, knex } = context;
  const { people, access } = parts.staff;
  const { referrals, grants, privacy, viewings } = parts.desks;
  const { database: log, policy } = parts.ledger;
  const headers = securityHeaders(() => listEvidenceOrigins(knex));
  const app = beginApp({ headers, watch: { clock, events, metrics: health.metrics }, allowed: parts.allowed });
  app.use(sameOriginOnly);
  const { gate } = access;
  if (kiosks !== undefined) useKioskRoutes(app, kiosks);
  app.use(peopleRoutes(people, gate));
  app.use(access.routes);
  app.use(healthRoutes(health.readiness));
  app.use(openApiRoute(() => app));
  app.use(consoleRoutes(gate, knex, people.config.mode));
  app.use(ledgerRoutes(log, policy));
  app.use(receiptRoutes(knex));
  app.use(errorRateRoutes(knex, log));
  app.use(releaseProofRoutes(context, log));
  app.use(headRoutes(gate, log, knex));
  app.use(actRoutes(gate, { database: knex, log: log.reader }));
  app.use(referralRoutes(gate, referrals));
  app.use(operationRoutes(gate, referrals));
  app.use(orderLaneRoutes(gate, referrals));
  app.use(evidenceRoutes(gate, grants));
  app.use(viewingRoutes(gate, viewings));
  app.use(declarationHoldRoutes(gate, context));
  app.use(traderRoutes(gate, context));
  app.use(controlRoutes(gate, context));
  app.use(orderRoutes(gate, knex));
  app.use(emergencyRoutes(gate, context));
  app.use(secondLookRoutes(gate, context));
  app.use(figureRoutes(gate, knex));
  app.use(conditionRoutes(gate, knex));
  app.use(calendarRoutes(gate, knex));
  app.use(policyTrialRoutes(gate, context));
  app.use(fleetRoutes(gate, knex, fleet, context.signer.publicKey));
  app.use(watchlistRoutes(gate, { context, sources: parts.watchlistSources }));
  app.use(rollOutRoutes(gate, context, parts.releases));
  app.use(readinessRoutes(gate, context));
  app.use(startRoutes(gate, knex, parts.startPolicy));
  app.use(componentRoutes(gate, { knex, ...parts.components }));
  app.use(detectionRoutes(gate, context, log.reader));
  app.use(detectionExportRoutes(gate, { ...context, server: parts.alerts.server }));
  app.use(agreementRoutes(gate, knex));
  const answerable = privacy.answerable ?? { controller: null, contact: null };
  app.use(breachRoutes(gate, { ...context, log: log.reader, answerable }));
  const inService = async (database: Connection) =>
    (await listKiosks(database)).filter(({ disabledAt }) => disabledAt === null);
  app.use(brandRoutes(gate, knex));
  app.use(siteRoutes(gate, { ...context, inUse: placesInUse, kiosks: inService }));
  app.use(alertRoutes(gate, parts.alerts));
  app.use(shippingRoutes(gate, context, parts.shipping));
  app.use(setupRoutes(gate, { ...context, ...parts.setup, log, passwords: people.config.passwords }));
  app.use(privacyRoutes(privacy));
  app.use(consolePage(parts.consoleFolder));
  assertGuarded(app);
  return endApp(app, events);
}
