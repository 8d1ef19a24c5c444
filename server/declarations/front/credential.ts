import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { API_KEY, type TraderRefusal } from '../api/vocabulary.ts';
import type { KeyDigest } from './messages.ts';
import { isOfPortal, sessionTokenOf } from './portal-origin.ts';

export type Credential =
  | { readonly kind: 'held'; readonly digest: KeyDigest }
  | { readonly kind: 'refused'; readonly code: TraderRefusal };

/**
 * The key of a program, or the session of a person. A request that names a key is judged by it alone; a cookie counts only in requests of
 * the portal's own page.
 *
 * @param portal origin of the portal; `undefined` without one
 */
export function credentialOf(request: IncomingMessage, portal: string | undefined): Credential {
  const { authorization } = request.headers;
  const token = authorization === undefined && portal !== undefined ? sessionTokenOf(request) : undefined;
  if (token !== undefined && portal !== undefined) {
    return isOfPortal(request, portal)
      ? { kind: 'held', digest: digestOf(token) }
      : { kind: 'refused', code: 'origin-not-allowed' };
  }
  const [, key = ''] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? [];
  return API_KEY.test(key) ? { kind: 'held', digest: digestOf(key) } : { kind: 'refused', code: 'key-required' };
}

/** SHA-256, hex. */
export function digestOf(secret: string): KeyDigest {
  return createHash('sha256').update(secret).digest('hex');
}
