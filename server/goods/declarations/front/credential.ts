import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { API_KEY, type TraderRefusal } from '../api/vocabulary.ts';
import { networkOf } from '../../../platform/http/network-of.ts';
import type { Caller, KeyDigest } from './messages.ts';
import { isOfPortal, sessionTokenOf } from '../../../platform/http/portal-origin.ts';

export type Credential =
  | { readonly kind: 'held'; readonly caller: Caller }
  | { readonly kind: 'refused'; readonly code: TraderRefusal };

/**
 * The key of a program, or the session of a person. A request that names a key is judged by it alone; a cookie counts only in requests of
 * the portal's own page.
 *
 * @param portal origin of the portal; `undefined` without one
 */
export function credentialOf(request: IncomingMessage, portal: string | undefined): Credential {
  const { authorization } = request.headers;
  const token =
    authorization === undefined && portal !== undefined ? sessionTokenOf(request, 'postern-trader') : undefined;
  if (token !== undefined && portal !== undefined) {
    return isOfPortal(request, portal)
      ? { kind: 'held', caller: callerOf(request, token) }
      : { kind: 'refused', code: 'origin-not-allowed' };
  }
  const [, key = ''] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? [];
  return API_KEY.test(key)
    ? { kind: 'held', caller: callerOf(request, key) }
    : { kind: 'refused', code: 'key-required' };
}

/** @param secret key or token; `undefined` without one */
export function callerOf(request: IncomingMessage, secret: string | undefined): Caller {
  return {
    keyDigest: secret === undefined ? '' : digestOf(secret),
    network: networkOf(request.socket.remoteAddress ?? ''),
  };
}

/** SHA-256, hex. */
function digestOf(secret: string): KeyDigest {
  return createHash('sha256').update(secret).digest('hex');
}
