/**
 * Serves the camera's page on loopback and accepts its single connection.
 *
 * A page connects with a token that works once; each connection returns the token for the next. Any other page, local or
 * remote, has no token and sends a different `Host` or `Origin`.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../host/clock.ts';
import type { CameraMode } from '../camera-source.ts';
import { LARGEST_MESSAGE_BYTES } from './frame-message.ts';
import { type FromPage, parseFromPage, type ToPage } from './page-messages.ts';

export interface PageServer {
  /** Contains the token in its fragment, which browsers do not send to servers. */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageLink {
  /** AES-256-GCM key for the pictures of this connection; wiped when it ends. */
  readonly key: Uint8Array;
  say(message: Exclude<ToPage, { kind: 'welcome' }>): void;
}

export interface PageServerOptions {
  readonly clock: Clock;
  readonly mode: CameraMode;
  readonly onLink: (link: PageLink) => void;
  readonly onMessage: (link: PageLink, message: Exclude<FromPage, { kind: 'hello' }>) => void;
  /** @param message owned by the listener */
  readonly onPicture: (link: PageLink, message: Uint8Array) => void;
  readonly onUnlink: (link: PageLink) => void;
}

const HELLO_WITHIN_MS = 2_000;
/** The page's own files. No other file of this folder is served. */
const FILES: Readonly<Record<string, string>> = {
  '/page/camera-page.js': 'page/camera-page.js',
  '/frame-message.js': 'frame-message.js',
};
const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Camera</title>
<video muted playsinline width="16" height="9"></video>
<script type="module" src="/page/camera-page.js"></script></html>
`;

export async function servePage(options: PageServerOptions): Promise<PageServer> {
  const { clock, mode, onLink, onMessage, onPicture, onUnlink } = options;
  let token = newToken();
  let host = '';
  let current: { readonly socket: WebSocket; readonly link: PageLink } | undefined;

  const server = createServer((request, response) => answer(request, response, host));
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LARGEST_MESSAGE_BYTES,
    clientTracking: true,
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    const own = request.headers.host === host && request.headers.origin === `http://${host}`;
    if (!own || request.url !== '/frames')
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, welcome);
  });

  function welcome(socket: WebSocket): void {
    let link: PageLink | undefined;
    const cancel = clock.after(HELLO_WITHIN_MS, () => socket.close(POLICY));
    const leave = () => {
      cancel();
      if (link === undefined) return;
      if (current?.link === link) current = undefined;
      onUnlink(link);
      link.key.fill(0);
      link = undefined;
    };
    socket.on('error', () => socket.terminate());
    socket.on('close', leave);
    socket.on('message', (data, binary) => {
      const bytes = data as Buffer;
      if (binary && link !== undefined) return onPicture(link, bytes);
      const message = binary ? undefined : parseFromPage(bytes.toString('utf8'));
      if (binary) bytes.fill(0);
      if (link === undefined) {
        if (message?.kind !== 'hello' || !takeToken(message.token)) return socket.close(POLICY);
        cancel();
        current?.socket.terminate();
        link = admit(socket);
        return onLink(link);
      }
      if (message === undefined || message.kind === 'hello') return socket.close(POLICY);
      return onMessage(link, message);
    });
  }

  function takeToken(offered: string): boolean {
    const right = timingSafeEqual(Buffer.from(offered), Buffer.from(token));
    if (right) token = newToken();
    return right;
  }

  function admit(socket: WebSocket): PageLink {
    const key = new Uint8Array(randomBytes(32));
    const say = (message: ToPage) => socket.send(JSON.stringify(message), () => undefined);
    const link = { key, say };
    current = { socket, link };
    say({ kind: 'welcome', ...mode, resume: token });
    socket.send(key, { binary: true }, () => undefined);
    return link;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    get url() {
      return `http://${host}/#${token}`;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** RFC 6455 §7.4.1: a message that violates the endpoint's policy. */
const POLICY = 1008;

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function answer(request: IncomingMessage, response: ServerResponse, host: string): void {
  const headers = {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; connect-src 'self' ws://${host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
  const end = (status: number, type: string, body: string) => {
    response.writeHead(status, { ...headers, 'Content-Type': type });
    response.end(body);
  };
  if (request.headers.host !== host) return end(403, 'text/plain', 'this address serves the camera page only');
  if (request.method !== 'GET') return end(405, 'text/plain', 'GET only');
  if (request.url === '/') return end(200, 'text/html; charset=utf-8', PAGE);
  const file = Object.hasOwn(FILES, request.url ?? '') ? FILES[request.url ?? ''] : undefined;
  if (file === undefined) return end(404, 'text/plain', 'no such file');
  return end(200, 'text/javascript; charset=utf-8', readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));
}
