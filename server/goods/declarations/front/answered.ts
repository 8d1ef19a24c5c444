/** Answers of the front over HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TraderProblem } from '../api/answers.ts';
import { STRICT_TRANSPORT } from '../../../platform/http/security-headers.ts';
import { statusOf, type TraderRefusal } from '../api/vocabulary.ts';
import type { Refused } from './messages.ts';
import { headersOf, type PortalFile } from './portal-files.ts';

export interface Answered {
  readonly status: number;
  /** Absent: no content, or a file of the portal. */
  readonly json?: unknown;
  readonly file?: PortalFile;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterS?: number;
  /** The rest of the body is not read. */
  readonly cut?: true;
}

export function shown(answer: { readonly kind: 'shown'; readonly value: unknown } | Refused): Answered {
  return answer.kind === 'refused' ? refusal(answer) : { status: 200, json: answer.value };
}

export function refusal({ code, retryAfterS }: Refused): Answered {
  return { ...refused(code), ...(retryAfterS !== undefined && { retryAfterS }) };
}

export function refused(code: TraderRefusal, line?: number): Answered {
  const status = statusOf(code);
  const json: TraderProblem = {
    type: `urn:postern:problem:${code}`,
    title: `The request was refused: ${code}.`,
    status,
    code,
    ...(line !== undefined && { line }),
  };
  return { status, json };
}

export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, json, file, headers, retryAfterS, cut }: Answered,
): void {
  if (cut) {
    request.pause();
    response.on('finish', () => request.destroy());
  }
  const always = {
    ...('encrypted' in request.socket && { 'Strict-Transport-Security': STRICT_TRANSPORT }),
    ...(retryAfterS !== undefined && { 'Retry-After': String(retryAfterS) }),
    ...(cut && { Connection: 'close' }),
    ...headers,
  };
  if (file !== undefined) {
    const isPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(status, { ...headersOf(file, isPacked), ...always });
    response.end(isPacked ? file.packed : file.bytes);
    return;
  }
  const body = json === undefined ? '' : JSON.stringify(json);
  response.writeHead(status, {
    ...(json !== undefined && { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' }),
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    ...always,
  });
  response.end(body);
}
