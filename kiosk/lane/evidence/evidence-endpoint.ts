/**
 * Accepts grants from officers' browsers: `POST /v1/evidence`, on one port, for pages of the console's origin only. Uses
 * TLS with a certificate that can be renewed while it listens; in development plain HTTP on loopback.
 */
import type { X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, isIP, isIPv6 } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import type { Clock } from '../../../hardware/host/clock.ts';
import { evidenceAnswer } from '../../../server/contract/evidence-answer.ts';
import type { EvidenceError } from '../../../server/contract/evidence-vocabulary.ts';
import { GRANT_LIMIT_BYTES } from '../../../server/contract/grant.ts';
import type { CertificateSource } from '../../fleet/enrolment/kept-certificate.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { Releaser } from './release-evidence.ts';

export interface EvidenceEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

export interface EvidenceEndpointOptions {
  readonly port: number;
  /** Default: loopback. */
  readonly host?: string | undefined;
  /** The TLS certificate; without it plain HTTP. */
  readonly certificate?: CertificateSource | undefined;
  /** Origins of the console, as browsers write them. */
  readonly consoleOrigins: ReadonlySet<string>;
  readonly releaser: Pick<Releaser, 'release'>;
  readonly clock: Clock;
  readonly log: LogEvent;
}

const PATH = '/v1/evidence';
const CONNECTIONS = 32;
/** Most concurrent requests: each may hold about ten megabytes. */
const AT_A_TIME = 2;
/** Most requests in a window, from one address and from all: malformed requests must not keep officers out. */
const OF_ONE_IN_A_WINDOW = 30;
const IN_A_WINDOW = 300;
const WINDOW_MS = 10_000;
/** A browser that does not read its answer in time is disconnected. */
const ANSWER_MS = 30_000;

const STATUS: { readonly [Code in EvidenceError]?: number } = {
  'not-found': 404,
  'method-not-allowed': 405,
  'no-longer-kept': 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'host-not-allowed': 421,
  'too-many-viewings': 429,
  busy: 503,
  'keys-away': 503,
  'malformed-grant': 400,
  'unusable-key': 400,
  internal: 500,
};

export async function openEvidenceEndpoint(options: EvidenceEndpointOptions): Promise<EvidenceEndpoint> {
  const { consoleOrigins, releaser, clock, log, certificate, host: address = '127.0.0.1' } = options;
  let serving = 0;
  let window = { from: clock.monotonicMs(), requests: 0, of: new Map<string, number>() };

  /** Checks the Host header, against pages that rebind their name to this machine. */
  const isOurs = (host: string): boolean =>
    certificate === undefined ? LOOPBACK.test(host) : isCertified(certificate.current()?.x509, host);
  const admits = (address: string): boolean => {
    const now = clock.monotonicMs();
    if (now - window.from >= WINDOW_MS) window = { from: now, requests: 0, of: new Map() };
    const ofOne = (window.of.get(address) ?? 0) + 1;
    if (ofOne > OF_ONE_IN_A_WINDOW || window.requests >= IN_A_WINDOW) return false;
    window.requests += 1;
    window.of.set(address, ofOne);
    return true;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { host = '', origin } = request.headers;
    if (!isOurs(host)) return refuse(response, 'host-not-allowed');
    if (origin === undefined || !consoleOrigins.has(origin)) return refuse(response, 'origin-not-allowed');
    response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.url !== PATH) return refuse(response, 'not-found');
    if (request.method === 'OPTIONS') return allow(response);
    if (request.method !== 'POST') return refuse(response, 'method-not-allowed');
    if (request.headers['content-type'] !== 'application/json') return refuse(response, 'unsupported-media-type');
    if (!admits(request.socket.remoteAddress ?? '')) return refuse(response, 'busy');
    // Read before it counts as concurrent: a slow sender must not delay others
    const wire = await readBody(request);
    if (wire === undefined) return refuse(response, 'too-large');
    if (serving >= AT_A_TIME) return refuse(response, 'busy');
    serving += 1;
    try {
      const released = await releaser.release(wire);
      if (released.kind === 'refused') return refuse(response, released.why);
      const cancel = clock.after(ANSWER_MS, () => response.destroy());
      await send(response, evidenceAnswer(released.captures));
      cancel();
    } finally {
      serving -= 1;
    }
  };

  const handle: RequestListener = (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    answer(request, response).catch((error: unknown) => {
      // A client that closes the connection is not a fault
      if (request.destroyed && !request.complete) return;
      const name = errorName(error);
      log({ event: 'step-failed', step: 'evidence', error: name, code: 'none' });
      if (response.headersSent) response.destroy();
      else refuse(response, 'internal');
    });
  };
  const { server, release } = certificate === undefined ? plainServer(handle) : tlsServer(handle, certificate);
  server.maxConnections = CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, address, resolve);
  });
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${isIPv6(address) ? `[${address}]` : address}:${(server.address() as AddressInfo).port}`,
    close() {
      release();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 8_192,
};

interface Listening {
  readonly server: Server;
  readonly release: () => void;
}

function plainServer(handle: RequestListener): Listening {
  return { server: createServer(LIMITS, handle), release: () => undefined };
}

/** Open connections keep their certificate. Without a certificate, or after its revocation, no connection is accepted. */
function tlsServer(handle: RequestListener, certificate: CertificateSource): Listening {
  const TLS = { minVersion: 'TLSv1.3', handshakeTimeout: 5_000 } as const;
  const server = createTlsServer({ ...LIMITS, ...TLS }, handle);
  const use = (): void => {
    const held = certificate.current();
    server.setSecureContext(held === undefined ? TLS : { ...TLS, key: held.key, cert: held.cert });
    if (held === undefined) server.closeAllConnections();
  };
  use();
  return { server, release: certificate.onChange(use) };
}

/** Whether a Host header, without its port, is a name in the certificate. */
function isCertified(x509: X509Certificate | undefined, host: string): boolean {
  if (x509 === undefined || !URL.canParse(`https://${host}`)) return false;
  const name = new URL(`https://${host}`).hostname.replaceAll(/[[\]]/g, '');
  return (isIP(name) === 0 ? x509.checkHost(name) : x509.checkIP(name)) !== undefined;
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  Vary: 'Origin',
};

function allow(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  response.setHeader('Access-Control-Allow-Headers', 'content-type');
  response.setHeader('Access-Control-Max-Age', '600');
  response.writeHead(204).end();
}

/** Answers without waiting for the unread rest of the request. */
function refuse(response: ServerResponse, code: EvidenceError): void {
  if (!response.req.complete) response.setHeader('Connection', 'close');
  response.writeHead(STATUS[code] ?? 403, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ error: { code } }));
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // A plain loop over the request would destroy it, and its answer, when it ends early
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    const bytes = part as Uint8Array;
    length += bytes.length;
    if (length > GRANT_LIMIT_BYTES) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function send(response: ServerResponse, pieces: readonly Uint8Array[]): Promise<void> {
  const length = pieces.reduce((total, piece) => total + piece.length, 0);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': String(length) });
  return new Promise((resolve) => {
    // A client that disconnects midway has used the recorded viewing
    pipeline(Readable.from(pieces, { objectMode: true }), response, () => resolve());
  });
}
