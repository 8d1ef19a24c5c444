import type { Express } from 'express';
import type { Events } from '../../platform/base/events.ts';
import type { AllowedHosts } from '../../platform/http/allowed-hosts.ts';
import { beginApp, endApp } from '../../platform/http/base-app.ts';
import type { Metrics } from '../../platform/http/metrics.ts';
import { securityHeaders } from '../../platform/http/security-headers.ts';
import { type PartnerDesk, partnerRoutes } from './partner-routes.ts';

export interface PartnerAppParts extends PartnerDesk {
  readonly events: Events;
  readonly metrics: Metrics;
  readonly allowed: () => AllowedHosts;
}

/** The app behind the partners' port: their routes alone. */
export function createPartnerApp(parts: PartnerAppParts): Express {
  const { events, metrics, allowed, context } = parts;
  const app = beginApp({
    headers: securityHeaders(() => Promise.resolve([])),
    watch: { clock: context.clock, events, metrics },
    allowed,
  });
  app.use(partnerRoutes(parts));
  return endApp(app, events);
}
