/** Requests of the portal's pages: files, and acts that the server judges. A draft is sealed already, so no message here has content of a declaration. */
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { cookieLine } from '../../../platform/http/cookie.ts';
import { type Answered, refusal, refused } from './answered.ts';
import { callerOf } from './credential.ts';
import type { Call } from './messages.ts';
import type { PortalFile } from './portal-files.ts';
import { isOfPortal, sessionTokenOf } from '../../../platform/http/portal-origin.ts';
import type { PortalRoute } from './portal-routes.ts';
import { receiveBody } from './receive-body.ts';

export interface PortalHost {
  readonly origin: string;
  readonly call: Call;
  readonly clock: Clock;
}

export function fileAnswer(files: ReadonlyMap<string, PortalFile>, path: string): Answered {
  const file = files.get(path);
  return file === undefined ? refused(path === '/' ? 'unavailable' : 'not-found') : { status: 200, file };
}

export async function act(
  request: IncomingMessage,
  { action, method, bodyBytes }: PortalRoute,
  parameter: string,
  { origin, call, clock }: PortalHost,
): Promise<Answered> {
  if (!isOfPortal(request, origin)) return { ...refused('origin-not-allowed'), cut: true };
  const body = method === 'POST' ? await jsonOf(request, bodyBytes, clock) : {};
  if (body === undefined) return { ...refused('malformed-request'), cut: true };
  const answer = await call('portal', callerOf(request, sessionTokenOf(request, 'postern-trader')), {
    action,
    body,
    parameter,
    remoteAddress: request.socket.remoteAddress ?? '',
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 512),
  });
  if (answer.kind === 'refused') return refusal(answer);
  const cookie = answer.token === undefined ? undefined : cookieFor(request, answer.token);
  return {
    ...(answer.value === undefined ? { status: 204 } : { status: 200, json: answer.value }),
    ...(cookie !== undefined && { headers: cookie }),
  };
}

/** `null` ends the session. */
function cookieFor(request: IncomingMessage, token: string | null): Readonly<Record<string, string>> {
  const line =
    token === null ? cookieLine(request, 'postern-trader', '', 0) : cookieLine(request, 'postern-trader', token);
  return { 'Set-Cookie': line, ...(token === null && { 'Clear-Site-Data': '"cache"' }) };
}

/** `undefined` for a body that is not JSON, too long or too slow. */
async function jsonOf(request: IncomingMessage, mostBytes: number, clock: Clock): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return undefined;
  const bytes = await receiveBody(request, { clock, mostBytes });
  if (typeof bytes === 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')) as unknown;
  } catch {
    return undefined;
  } finally {
    bytes.fill(0);
  }
}
