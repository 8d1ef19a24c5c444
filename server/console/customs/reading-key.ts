/**
 * The officer's own key, which opens the keys of offices. The officer's passkey makes it anew for each use (WebAuthn extension `prf`), so it
 * is stored nowhere. The same touch of the passkey is the fresh proof of identity that a viewing needs.
 */
import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser';
import type { PasskeyRequest } from '../../people/people/answers/webauthn.ts';
import { isInvented, refreshSession } from '../shell/session.ts';
import { ask } from '../sign-in/ask.ts';
import { troubleOf } from '../sign-in/passkey.ts';
import type { KeyTrouble } from './words.ts';

const PATH = '/v1/session/step-up/passkey';
const SALT = new TextEncoder().encode('postern/officer-reading-key/v1');

export type Derived =
  /** 32 bytes, which the caller wipes. */
  { readonly kind: 'derived'; readonly seed: Uint8Array } | { readonly kind: 'trouble'; readonly trouble: KeyTrouble };

interface PrfResults {
  readonly prf?: { readonly results?: { readonly first?: ArrayBuffer } };
}

export async function proveAndDerive(): Promise<Derived> {
  if (isInvented()) return { kind: 'trouble', trouble: 'invented' };
  if (!browserSupportsWebAuthn()) return { kind: 'trouble', trouble: 'unsupported' };
  const begun = await ask<PasskeyRequest>('POST', `${PATH}/options`, {});
  if (begun.kind === 'refused') return { kind: 'trouble', trouble: 'refused' };
  const { ceremony, options } = begun.value;
  const withSecret = { ...options, extensions: { prf: { eval: { first: SALT } } } };
  try {
    const { id, rawId, type, response, clientExtensionResults } = await startAuthentication({
      optionsJSON: withSecret,
    });
    const secret = (clientExtensionResults as PrfResults).prf?.results?.first;
    const brought = await ask('POST', PATH, { ceremony, response: { id, rawId, type, response } });
    if (brought.kind === 'refused') return { kind: 'trouble', trouble: 'refused' };
    await refreshSession();
    if (secret?.byteLength !== 32) return { kind: 'trouble', trouble: 'no-secret' };
    return { kind: 'derived', seed: new Uint8Array(secret) };
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error) };
  }
}
