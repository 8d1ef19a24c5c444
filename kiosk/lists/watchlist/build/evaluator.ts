/**
 * The owner's service for blind queries: one request, POST /evaluate. It accepts the servers whose certificates it trusts, each within its
 * rate, and keeps nothing about a query but its id.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../../hardware/host/token-bucket.ts';
import { EVALUATE_LIMIT_BYTES, EVALUATE_PATH } from '../../../../server/contract/blind-query.ts';
import { parseJson } from '../../../../server/contract/payload.ts';
import { evaluate } from './evaluate.ts';
import type { BlindListKey } from './make-list.ts';

export interface EvaluatorOptions {
  readonly keys: readonly BlindListKey[];
  /** PEM. Absent: plain HTTP, which only a client on this machine may use. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer; readonly ca: Buffer } | undefined;
  /** Queries of one client. */
  readonly perMinute: number;
  readonly clock: Clock;
  /** Time for a whole request, and for the handshake before it. Default: `REQUEST_MS`. */
  readonly requestMs?: number;
  /** Each request, for the owner's audit. It has no element: an element says nothing. */
  readonly onRequest: (entry: {
    readonly at: number;
    readonly client: string;
    readonly result:
      | 'answered'
      | 'malformed'
      | 'other-key'
      | 'no-element'
      | 'too-large'
      | 'rate-limited'
      | 'no-such-path';
    readonly requestId?: string;
    readonly elements?: number;
  }) => void;
}

const STATUS = {
  answered: 200,
  malformed: 422,
  'other-key': 422,
  'no-element': 422,
  'too-large': 413,
  'rate-limited': 429,
  'no-such-path': 404,
} as const;

export const REQUEST_MS = 5_000;
/** How often Node.js looks for requests that are past it, ms. */
const LOOK_MS = 500;
/** Connections at one time: a few servers with some connections each. */
const MAX_CONNECTIONS = 256;

/** The caller lets it listen, and closes it. */
export function openEvaluator(options: EvaluatorOptions): Server {
  const buckets = new TokenBuckets({ perSecond: options.perMinute / 60, burst: options.perMinute }, options.clock);
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(options, buckets, request, response).catch(() => response.destroy());
  };
  const { requestMs = REQUEST_MS } = options;
  const limits = { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: LOOK_MS };
  const server =
    options.tls === undefined
      ? createServer(limits, take)
      : createTlsServer(
          {
            ...{ ...limits, ...options.tls, handshakeTimeout: requestMs, minVersion: 'TLSv1.3' },
            ...{ requestCert: true, rejectUnauthorized: true },
          },
          take,
        );
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

async function answer(
  { keys, clock, onRequest }: EvaluatorOptions,
  buckets: TokenBuckets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const client = clientOf(request);
  const end = (
    result: keyof typeof STATUS,
    body: object = { why: result },
    about: { readonly requestId?: string; readonly elements?: number } = {},
  ): void => {
    onRequest({ at: Math.round(clock.wallMs()), client, result, ...about });
    if (result === 'too-large') response.once('finish', () => request.destroy());
    response.writeHead(STATUS[result], {
      'content-type': 'application/json',
      ...(result === 'too-large' && { connection: 'close' }),
    });
    response.end(JSON.stringify(body));
  };
  const isQuery = request.method === 'POST' && request.url?.split('/').at(-1) === EVALUATE_PATH;
  if (!isQuery) return end('no-such-path');
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Uint8Array).length;
    if (length > EVALUATE_LIMIT_BYTES) return end('too-large');
    parts.push(part as Uint8Array);
  }
  const body = Buffer.concat(parts);
  const elements = elementsIn(body);
  // Each element is a look-up, so a batch counts as that many
  for (let at = 0; at < elements; at += 1) if (buckets.take(client) > 0) return end('rate-limited');
  const evaluated = evaluate(keys, body);
  if (evaluated.kind === 'refused') return end(evaluated.why);
  end('answered', evaluated.answer, { requestId: evaluated.answer.requestId, elements });
}

/** Number of elements that a request asks about; at least one for any request. */
function elementsIn(body: Uint8Array): number {
  const json = parseJson(body)?.json;
  const elements = typeof json === 'object' && json !== null && 'elements' in json ? json.elements : undefined;
  return Array.isArray(elements) ? Math.max(1, elements.length) : 1;
}

function clientOf({ socket }: IncomingMessage): string {
  const peer = 'getPeerCertificate' in socket ? (socket as TLSSocket).getPeerCertificate() : undefined;
  return peer?.fingerprint256 ?? 'this-machine';
}
