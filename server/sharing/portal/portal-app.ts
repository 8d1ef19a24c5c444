import express, { type Express } from 'express';
import type { Events } from '../../platform/base/events.ts';
import { beginApp, endApp } from '../../platform/http/base-app.ts';
import type { Metrics } from '../../platform/http/metrics.ts';
import { securityHeaders } from '../../platform/http/security-headers.ts';
import { type PortalDesk, portalRoutes } from './portal-routes.ts';

export interface PortalAppParts extends PortalDesk {
  readonly events: Events;
  readonly metrics: Metrics;
  /** Folder with the built pages. */
  readonly folder: string;
}

/** The app behind the port for people of partners: their pages and their routes alone. */
export function createPortalApp(parts: PortalAppParts): Express {
  const { events, metrics, origin, folder } = parts;
  const app = beginApp({
    headers: securityHeaders(() => Promise.resolve([])),
    watch: { clock: parts.parts.context.clock, events, metrics },
    allowed: () => ({ hosts: new Set([new URL(origin()).host]), origins: new Set([origin()]) }),
  });
  app.use(
    express.static(folder, {
      dotfiles: 'ignore',
      redirect: false,
      setHeaders: (response) => void response.setHeader('Cache-Control', 'no-store'),
    }),
  );
  app.use(portalRoutes(parts));
  return endApp(app, events);
}
