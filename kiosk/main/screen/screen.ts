/** The traveller's screen: serves pages to the lane's own browser, pushes the lane's state and receives touches. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import helmet from 'helmet';
import { endConnections } from '../../../hardware/host/end-connections.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { type Brand, logoOf } from '../../../server/contract/brand/brand.ts';
import { laneStyle } from '../../../server/contract/brand/brand-style.ts';
import { declarationAnswerSchema } from '../../../server/contract/rules/answer.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { LightBoard } from '../../biometrics/face/light-board.ts';
import type { ScreenMirror } from '../../biometrics/face/mirror.ts';
import type { LaneStatements, StatementView } from '../../fleet/attestation/lane-statements.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import { onlyOwnPages } from './loopback-guard.ts';
import { pageSockets } from './page-sockets.ts';
import { openMirrorLine } from './mirror-line.ts';
import { screenAddress } from './screen-token.ts';
import {
  type AboutLane,
  lightShownSchema,
  type ScreenHealth,
  type Touch,
  touchSchema,
  visibleSchema,
} from './screen-state.ts';

export interface ScreenOptions {
  readonly port: number;
  /** Authenticates pages of the lane: `screen-token.ts`. */
  readonly token: string;
  readonly lane: LaneRunner;
  readonly lights: LightBoard;
  /** `undefined`: the screen shows a figure instead of the traveller. */
  readonly mirror: ScreenMirror | undefined;
  readonly about: AboutLane;
  /** Statements of the lane about itself; absent: none are offered. */
  readonly statements?: Pick<LaneStatements, 'state'> | undefined;
  /** `null` and absent: the look of Postern. */
  readonly brand?: Brand | null;
  /** Folder of the built pages. */
  readonly pagesDir: string;
  /** Further routes, for development. */
  readonly extra?: { readonly path: string; readonly router: Router } | undefined;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: LogEvent;
}

export interface Screen {
  readonly url: string;
  /** Address of the traveller's screen, with the token. Never logged. */
  readonly address: string;
  readonly server: Server;
  /** Acts like a touch on the screen. */
  touch(touch: Touch): void;
  close(): Promise<void>;
}

/**
 * Serves its pages to any process of this machine, but the lane's state, pictures and controls only to holders of the
 * token.
 */
export async function openScreen({
  port,
  token,
  lane,
  lights,
  mirror,
  about,
  statements,
  brand = null,
  pagesDir,
  extra,
  clock,
  log,
}: ScreenOptions): Promise<Screen> {
  let drawnAtMs: number | undefined;
  const health = (): ScreenHealth => ({
    phase: lane.view().phase,
    drawnMsAgo: drawnAtMs === undefined ? null : Math.round(clock.monotonicMs() - drawnAtMs),
  });
  const server = createServer(pagesApp({ health, brand, pagesDir, extra, log }));
  const sockets = pageSockets(server, '/screen.io', token);

  const looksAtFace = (): boolean => lane.view().phase === 'face';
  const mirrorLine = mirror === undefined ? undefined : openMirrorLine({ server, mirror, looksAtFace });

  sockets.on('connection', (socket) => {
    log({ event: 'screen-connected', screens: sockets.engine.clientsCount });
    const mirrored = mirrorLine?.admit();
    const told: AboutLane = mirrored === undefined ? about : { ...about, mirror: mirrored.word };
    socket.emit('about', told);
    socket.emit('state', lane.view());
    socket.on('touch', (message: unknown) => {
      const parsed = touchSchema.safeParse(message);
      if (parsed.success) touch(parsed.data);
    });
    socket.on('declaration', (message: unknown) => {
      const parsed = declarationAnswerSchema.safeParse(message);
      if (parsed.success) lane.dispatch({ kind: 'declaration-made', answer: parsed.data });
    });
    socket.on('light', (message: unknown) => {
      const parsed = lightShownSchema.safeParse(message);
      if (parsed.success) lights.shown(socket.id, parsed.data);
    });
    socket.on('statement', (reply: unknown) => {
      if (statements === undefined || typeof reply !== 'function') return;
      const answer = reply as (view: StatementView) => void;
      statements.state().then(answer, () => answer({ kind: 'missed' }));
    });
    socket.on('drawn', () => {
      drawnAtMs = clock.monotonicMs();
    });
    let leave: (() => void) | undefined;
    socket.on('visible', (message: unknown) => {
      leave?.();
      leave = visibleSchema.safeParse(message).data === true ? lights.join(socket.id) : undefined;
    });
    socket.on('disconnect', () => {
      leave?.();
      mirrored?.leave();
    });
  });
  const unsubscribe = lane.onChange(() => {
    mirrorLine?.look();
    sockets.emit('state', lane.view());
  });

  const touch = (kind: Touch): void => touched(kind, lane, lights);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    address: screenAddress(url, token),
    server,
    touch,
    async close() {
      unsubscribe();
      mirrorLine?.close();
      await endConnections(server, sockets.close());
    },
  };
}

type PagesParts = Pick<ScreenOptions, 'pagesDir' | 'extra' | 'log'> & {
  readonly health: () => ScreenHealth;
  readonly brand: Brand | null;
};

/** The pages, and the health of the process. */
function pagesApp({ health, brand, pagesDir, extra, log }: PagesParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
      strictTransportSecurity: false,
    }),
  );
  app.use(onlyOwnPages);
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.get('/healthz', (_request, response) => {
    response.json(health());
  });
  app.get('/brand.css', (_request, response) => {
    response.type('text/css').send(laneStyle(brand));
  });
  const logo = brand === null ? undefined : logoOf(brand);
  if (logo !== undefined) {
    app.get('/brand/logo.png', (_request, response) => {
      response.type('image/png').send(Buffer.from(logo));
    });
  }
  // The page of technicians has an address of its own
  app.get('/check.html', (_request, response) => void response.status(404).end());
  if (extra !== undefined) app.use(extra.path, extra.router);
  app.use(express.static(pagesDir, { index: 'index.html' }));
  app.use((_request, response) => {
    response.status(404).json({ error: { code: 'not-found', message: 'there is nothing here' } });
  });
  app.use(lastResort(log));
  return app;
}

function touched(kind: Touch, lane: Pick<LaneRunner, 'dispatch'>, lights: LightBoard): void {
  switch (kind) {
    case 'start':
      return lane.dispatch({ kind: 'traveller-arrived' });
    case 'continue':
      return lane.dispatch({ kind: 'notice-acknowledged' });
    case 'desk':
      return lane.dispatch({ kind: 'desk-chosen' });
    case 'done':
      return lane.dispatch({ kind: 'traveller-gone' });
    case 'more-time':
      return lane.dispatch({ kind: 'more-time' });
    case 'without-token':
      return lane.dispatch({ kind: 'token-declined' });
    case 'receipt':
      return lane.dispatch({ kind: 'receipt-wanted' });
    case 'without-lights':
      return lights.decline();
  }
}

const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
};

/** Invalid input has already been answered, so this is an internal error. The answer contains no details. */
function lastResort(log: LogEvent): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status === 500)
      log({
        event: 'step-failed',
        step: 'screen',
        error: errorName(error),
        code: 'none',
      });
    const code = status === 500 ? 'internal' : status === 413 ? 'too-large' : 'malformed-request';
    response.status(status).json({ error: { code, message: 'the request could not be served' } });
  };
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/** Folder of the pages that `npm run build` writes, relative to this compiled file. */
export const BUILT_PAGES_DIR = join(import.meta.dirname, '../../ui-dist');
