import type { Express, Router } from 'express';
import type { Clearance } from '../context/clearance.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';
import type { Metrics } from '../http/metrics.ts';
import type { AllowedHosts } from '../http/allowed-hosts.ts';
import { beginApp, endApp } from '../http/base-app.ts';
import { keySuccessionRoutes } from '../fleet/key-succession-routes.ts';
import { messageRoutes } from '../ingest/message-routes.ts';
import { revocationRoutes } from './revocation-routes.ts';
import { securityHeaders } from '../http/security-headers.ts';

export interface KioskParts {
  readonly clearance: Clearance;
  readonly gate: KioskGate;
  readonly metrics: Metrics;
  /** How kiosks get certificates; absent while there is no authority. */
  readonly certificates?: Router;
}

/** What kiosks ask for, and nothing else: the app behind their own port. */
export function createKioskApp(parts: KioskParts, allowed: () => AllowedHosts): Express {
  const { clock, events } = parts.clearance;
  const app = beginApp({
    headers: securityHeaders(() => Promise.resolve([])),
    watch: { clock, events, metrics: parts.metrics },
    allowed,
  });
  useKioskRoutes(app, parts);
  return endApp(app, events);
}

export function useKioskRoutes(app: Express, { clearance, gate, certificates }: KioskParts): void {
  app.use(messageRoutes(clearance, gate));
  app.use(revocationRoutes(clearance, gate));
  app.use(keySuccessionRoutes(clearance, gate));
  if (certificates !== undefined) app.use(certificates);
}
