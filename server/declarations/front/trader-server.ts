/** The HTTP API for traders' programs, in the process that seals. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Clock } from '../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { networkOf } from '../../http/network-of.ts';
import { openApiOfTraders } from '../api/openapi.ts';
import type { TraderProblem } from '../api/answers.ts';
import {
  API_KEY,
  MEDIA_TYPES,
  statusOf,
  SUBMISSION_HEADER,
  SUBMISSION_KEY,
  type TraderRefusal,
  type TraderScope,
} from '../api/vocabulary.ts';
import { MESSAGE_FORMATS, type MessageFormat } from '../read-declaration.ts';
import type { Jurisdiction } from '../rules/context.ts';
import type { SealingOffices } from '../sealing/seal-declaration.ts';
import type { Call, FrontSettings, Refused, RequestNote } from './messages.ts';
import { receiveBody, wipeReads } from './receive-body.ts';
import { takeDeclaration } from './take-declaration.ts';

const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  maxHeaderSize: 8_192,
  connectionsCheckingInterval: 1_000,
};
const CONNECTIONS = 512;
/** Bodies in memory at once, of at most 2 MiB. */
const BODIES = 32;
const NETWORK_RATE = { perSecond: 200, burst: 400 };

export interface TraderServerParts {
  readonly tls: FrontSettings['tls'];
  readonly jurisdiction: Jurisdiction;
  readonly offices: SealingOffices;
  readonly fingerprintKey: Uint8Array;
  readonly clock: Clock;
  readonly call: Call;
  readonly note: (note: RequestNote) => void;
  /** Called when a request that had a body has ended. */
  readonly onUsed: () => void;
}

interface Answered {
  readonly status: number;
  readonly json: unknown;
  readonly retryAfterS?: number;
  /** The rest of the body is not read. */
  readonly cut?: true;
}

type Handler = (request: IncomingMessage, parameter: string) => Promise<Answered>;
interface Route {
  readonly method: string;
  /** For the log. */
  readonly name: string;
  readonly path: RegExp;
  readonly handle: Handler;
}

export function traderServer(parts: TraderServerParts): Server {
  const answer = answererOf(parts, routesOf(parts));
  const server = parts.tls
    ? createTlsServer({ ...LIMITS, minVersion: 'TLSv1.3', handshakeTimeout: 5_000, ...parts.tls }, answer)
    : createServer(LIMITS, answer);
  server.maxConnections = CONNECTIONS;
  server.on(parts.tls ? 'secureConnection' : 'connection', wipeReads);
  return server;
}

function answererOf({ clock, note }: TraderServerParts, routes: readonly Route[]) {
  const networks = new TokenBuckets(NETWORK_RATE, clock);
  const judge = async (request: IncomingMessage, found: readonly Route[], path: string): Promise<Answered> => {
    const retryAfterS = networks.take(networkOf(request.socket.remoteAddress ?? ''));
    if (retryAfterS > 0) return { ...refused('rate-limited'), retryAfterS, cut: true };
    const route = found.find(({ method }) => method === request.method);
    if (route === undefined) return { ...refused(found.length === 0 ? 'not-found' : 'method-not-allowed'), cut: true };
    return route.handle(request, route.path.exec(path)?.[1] ?? '').catch(() => refused('internal'));
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    const from = clock.monotonicMs();
    const [path = ''] = (request.url ?? '').split('?', 1);
    const found = routes.filter((one) => one.path.test(path));
    request.on('error', () => undefined);
    void judge(request, found, path).then((answered) => {
      send(request, response, answered);
      const route = found[0]?.name ?? 'none';
      const durationMs = Math.max(0, Math.round(clock.monotonicMs() - from));
      note({ method: request.method ?? '', route, status: answered.status, durationMs });
    });
  };
}

function routesOf(parts: TraderServerParts): readonly Route[] {
  const { call } = parts;
  const document = openApiOfTraders();
  const bodies = { open: 0 };
  return [
    {
      method: 'POST',
      name: '/v1/declarations',
      path: /^\/v1\/declarations$/,
      handle: (request) => submit(request, parts, bodies),
    },
    {
      method: 'GET',
      name: '/v1/declarations/:id',
      path: /^\/v1\/declarations\/([0-9a-f]{32})$/,
      handle: (request, id) =>
        withKey(request, async (keyDigest) => shown(await call('declaration', keyDigest, { id }))),
    },
    {
      method: 'GET',
      name: '/v1/viewings',
      path: /^\/v1\/viewings$/,
      handle: async (request) => {
        const after = afterOf(request);
        if (after === undefined) return refused('malformed-request');
        return withKey(request, async (keyDigest) => shown(await call('viewings', keyDigest, { after })));
      },
    },
    {
      method: 'GET',
      name: '/v1/openapi.json',
      path: /^\/v1\/openapi\.json$/,
      handle: () => Promise.resolve({ status: 200, json: document }),
    },
  ];
}

async function submit(request: IncomingMessage, parts: TraderServerParts, bodies: { open: number }): Promise<Answered> {
  const { call, clock } = parts;
  const cut = (code: TraderRefusal): Answered => ({ ...refused(code), cut: true });
  const format = formatOf(request);
  if (format === undefined) return cut('unsupported-media-type');
  const submissionKey = request.headers[SUBMISSION_HEADER];
  if (typeof submissionKey !== 'string' || !SUBMISSION_KEY.test(submissionKey)) return cut('submission-key-required');
  const keyDigest = keyDigestOf(request);
  if (keyDigest === undefined) return cut('key-required');
  if (bodies.open >= BODIES) return { ...cut('unavailable'), retryAfterS: 1 };
  bodies.open += 1;
  try {
    const scope: TraderScope = 'declarations.submit';
    const admitted = await call('admit', keyDigest, { scope });
    if (admitted.kind === 'refused') return { ...refusal(admitted), cut: true };
    const bytes = await receiveBody(request);
    if (bytes === 'gone') return cut('malformed-request');
    if (bytes === 'too-large') return cut('too-large');
    const nowMs = clock.wallMs();
    const { traderId, declarationId } = admitted;
    const { offices, fingerprintKey, jurisdiction } = parts;
    const today = new Date(nowMs).toISOString().slice(0, 10);
    const taken = await takeDeclaration(
      { bytes, format, submissionKey },
      { traderId, declarationId },
      { offices, fingerprintKey, nowMs, context: { jurisdiction, today } },
    );
    if (taken.kind === 'refused') return refused(taken.code, taken.line);
    const stored = await call('submit', keyDigest, taken.submission);
    return stored.kind === 'refused' ? refusal(stored) : { status: 201, json: stored.value };
  } finally {
    bodies.open -= 1;
    parts.onUsed();
  }
}

async function withKey(request: IncomingMessage, work: (keyDigest: string) => Promise<Answered>): Promise<Answered> {
  const keyDigest = keyDigestOf(request);
  return keyDigest === undefined ? refused('key-required') : work(keyDigest);
}

function shown(answer: { readonly kind: 'shown'; readonly value: unknown } | Refused): Answered {
  return answer.kind === 'refused' ? refusal(answer) : { status: 200, json: answer.value };
}

function refusal({ code, retryAfterS }: Refused): Answered {
  return { ...refused(code), ...(retryAfterS !== undefined && { retryAfterS }) };
}

function refused(code: TraderRefusal, line?: number): Answered {
  const status = statusOf(code);
  const title = `The request was refused: ${code}.`;
  const json: TraderProblem = {
    type: `urn:postern:problem:${code}`,
    title,
    status,
    code,
    ...(line !== undefined && { line }),
  };
  return { status, json };
}

/** The number in `?after=`, 0 without a query; `undefined` for any other query. */
function afterOf({ url = '' }: IncomingMessage): number | undefined {
  const query = url.split('?')[1];
  if (query === undefined) return 0;
  const [, number] = /^after=(0|[1-9]\d{0,8})$/.exec(query) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** `undefined` for another type, and for a body with an encoding. */
function formatOf({ headers }: IncomingMessage): MessageFormat | undefined {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return undefined;
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return MESSAGE_FORMATS.find((format) => MEDIA_TYPES[format].includes(type));
}

/** SHA-256 of the API key, hex. */
function keyDigestOf({ headers }: IncomingMessage): string | undefined {
  const [, key = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  return API_KEY.test(key) ? createHash('sha256').update(key).digest('hex') : undefined;
}

function send(request: IncomingMessage, response: ServerResponse, { status, json, retryAfterS, cut }: Answered): void {
  const body = JSON.stringify(json);
  if (cut) {
    request.pause();
    response.on('finish', () => request.destroy());
  }
  response.writeHead(status, {
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...(retryAfterS !== undefined && { 'Retry-After': String(retryAfterS) }),
    ...(cut && { Connection: 'close' }),
  });
  response.end(body);
}
