/** Makes and uses passkeys in the browser, between the two requests that each needs. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyCreation, PasskeyRequest } from '../../people/people/answers/webauthn.ts';
import { ask, type Refused } from './ask.ts';

export type PasskeyTrouble =
  /** The person cancelled, or the browser's time limit passed. */
  | 'cancelled'
  /** This authenticator holds a key of this person already. */
  | 'known-already'
  /** Passkeys are bound to another address than the page's. */
  | 'wrong-address'
  /** The browser does not support passkeys. */
  | 'unsupported'
  | 'failed';

/** The answer of WebAuthn without its unused fields. Bytes in base64url. */
export interface SignedResponse {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | undefined;
  };
}

export type Signing =
  | { readonly kind: 'signed'; readonly response: SignedResponse }
  | { readonly kind: 'trouble'; readonly trouble: PasskeyTrouble };

export type PasskeyOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'trouble'; readonly trouble: PasskeyTrouble }
  | Refused;

/** Uses a passkey: gets `path/options`, lets the browser find a passkey, and sends its answer to `path`. */
export async function usePasskey(path: string): Promise<PasskeyOutcome> {
  if (!browserSupportsWebAuthn()) return { kind: 'trouble', trouble: 'unsupported' };
  const begun = await ask<PasskeyRequest>('POST', `${path}/options`, {});
  if (begun.kind === 'refused') return begun;
  const { ceremony, options } = begun.value;
  return answered(
    () => startAuthentication({ optionsJSON: options }),
    ({ id, rawId, type, response }) => ask('POST', path, { ceremony, response: { id, rawId, type, response } }),
  );
}

/** WebAuthn Level 3 §10.1.4. */
const SECRET = { prf: {} };

/** Makes a passkey and names it. `about` goes with the first request. */
export async function makePasskey(path: string, about: unknown, name: string): Promise<PasskeyOutcome> {
  if (!browserSupportsWebAuthn()) return { kind: 'trouble', trouble: 'unsupported' };
  const begun = await ask<PasskeyCreation>('POST', `${path}/options`, about);
  if (begun.kind === 'refused') return begun;
  const { ceremony, options } = begun.value;
  return answered(
    // A passkey that can make a secret opens declarations as well; others ignore the extension
    () => startRegistration({ optionsJSON: { ...options, extensions: { ...options.extensions, ...SECRET } } }),
    ({ id, rawId, type, response }) => ask('POST', path, { ceremony, name, response: { id, rawId, type, response } }),
  );
}

async function answered<Answer>(
  begin: () => Promise<Answer>,
  bring: (answer: Answer) => ReturnType<typeof ask>,
): Promise<PasskeyOutcome> {
  let answer: Answer;
  try {
    answer = await begin();
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error) };
  }
  const brought = await bring(answer);
  return brought.kind === 'answered' ? { kind: 'done' } : brought;
}

const TROUBLES: Readonly<Record<string, PasskeyTrouble>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'known-already',
  SecurityError: 'wrong-address',
};

export function troubleOf(error: unknown): PasskeyTrouble {
  return (error instanceof Error ? TROUBLES[error.name] : undefined) ?? 'failed';
}
