/**
 * The page of a check. It has its own address on loopback, with a token that only root's terminal shows. It opens on request and
 * closes when no check is running. The traveller's screen has no link to it and its token does not open it.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { endConnections } from '../../../hardware/host/end-connections.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { LightBoard, ShownChallenge } from '../../biometrics/face/light-board.ts';
import { onlyOwnPages } from '../screen/loopback-guard.ts';
import { pageSockets } from '../screen/page-sockets.ts';
import { lightShownSchema, type ScreenHealth, visibleSchema } from '../screen/screen-state.ts';
import { screenAddress } from '../screen/screen-token.ts';
import { CHECK_LANGUAGES, checkCommandSchema, type CheckLanguage, type CheckView } from './check-view.ts';
import type { ReadinessChecks } from './readiness-checks.ts';

const languageSchema = z.enum(CHECK_LANGUAGES);
const TOKEN_BYTES = 32;
/** After a check, so that the technician reads the result; and for a page that never begins one. */
const OPEN_AFTERWARDS_MS = 300_000;

export interface CheckPage {
  /** With the token. Never logged. */
  readonly address: string;
  close(): Promise<void>;
}

export interface CheckPageOptions {
  readonly checks: Pick<ReadinessChecks, 'command' | 'onChange' | 'snapshot'>;
  readonly view: (language: CheckLanguage) => CheckView;
  readonly lights: LightBoard;
  readonly pagesDir: string;
  readonly clock: Clock;
  /** Whether the page is shown on the lane's display, where it also lights the scene. */
  readonly isOnScreen: boolean;
  readonly isRehearsal: boolean;
  readonly onClosed: () => void;
}

/** The content of the page. */
export interface PageState extends CheckView {
  readonly light?: ShownChallenge | undefined;
  readonly isOnScreen: boolean;
  readonly isRehearsal: boolean;
}

/** Rejects with the port's error. */
export async function openCheckPage(options: CheckPageOptions): Promise<CheckPage> {
  const { checks, view, lights, pagesDir, clock, isOnScreen, isRehearsal, onClosed } = options;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  let drawnAtMs: number | undefined;
  const health = (): ScreenHealth => ({
    phase: checks.snapshot().phase,
    drawnMsAgo: drawnAtMs === undefined ? null : Math.round(clock.monotonicMs() - drawnAtMs),
  });
  const server = createServer(checkApp(pagesDir, health));
  const sockets = pageSockets(server, '/check.io', token);
  const place = { isOnScreen, isRehearsal };
  const state = (language: CheckLanguage): PageState => ({ ...view(language), light: lights.current(), ...place });
  /** Each page in its language. */
  const pages = new Set<() => void>();
  sockets.on('connection', (socket) => {
    let leave: (() => void) | undefined;
    let language: CheckLanguage = 'en';
    const show = (): void => void socket.emit('state', state(language));
    pages.add(show);
    show();
    socket.on('language', (message: unknown) => {
      language = languageSchema.safeParse(message).data ?? language;
      show();
    });
    socket.on('command', (message: unknown) => {
      const parsed = checkCommandSchema.safeParse(message);
      if (!parsed.success || !checks.command(parsed.data)) socket.emit('refused');
    });
    socket.on('light', (message: unknown) => {
      const parsed = lightShownSchema.safeParse(message);
      if (parsed.success) lights.shown(socket.id, parsed.data);
    });
    socket.on('drawn', () => {
      drawnAtMs = clock.monotonicMs();
    });
    // Only the lane's own display lights the scene
    socket.on('visible', (message: unknown) => {
      leave?.();
      leave = isOnScreen && visibleSchema.safeParse(message).data === true ? lights.join(socket.id) : undefined;
    });
    socket.on('disconnect', () => {
      leave?.();
      pages.delete(show);
    });
  });

  let cancel: (() => void) | undefined;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= (async () => {
      cancel?.();
      for (const unsubscribe of unsubscribes) unsubscribe();
      await endConnections(server, sockets.close());
      onClosed();
    })());
  const look = (): void => {
    for (const show of pages) show();
    cancel?.();
    cancel = checks.snapshot().phase === 'none' ? clock.after(OPEN_AFTERWARDS_MS, () => void close()) : undefined;
  };
  const unsubscribes = [checks.onChange(look), lights.onChange(look)];
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  look();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address: screenAddress(url, token, '/check.html'), close };
}

const DIRECTIVES = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
};

function checkApp(pagesDir: string, health: () => ScreenHealth): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES }, strictTransportSecurity: false }),
  );
  app.use(onlyOwnPages);
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.get('/healthz', (_request, response) => {
    response.json(health());
  });
  // No page of travellers at this address
  app.get('/', (_request, response) => response.redirect('/check.html'));
  app.get(/^\/(index|dock)\.html$/, (_request, response) => void response.status(404).end());
  app.use(express.static(pagesDir, { index: false }));
  app.use((_request, response) => {
    response.status(404).json({ error: { code: 'not-found', message: 'there is nothing here' } });
  });
  return app;
}
