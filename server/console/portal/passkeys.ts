/** Makes and uses passkeys, between the two requests that each needs. */
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyCreation, PasskeyRequest } from '../../people/people/answers/webauthn.ts';
import { post, type Problem } from './ask.ts';

export type PasskeyTrouble =
  | Problem
  | 'other-readers'
  | 'no-reader'
  | 'cancelled'
  | 'known-already'
  | 'wrong-address'
  | 'unsupported'
  | 'failed';

/** Runs an act that needs a fresh sign-in, and asks for the passkey first when the last sign-in is too long ago. */
export type Proved = (act: () => Promise<PasskeyTrouble | undefined>) => Promise<void>;

/** Resolves to `undefined` when it is done. */
export async function usePasskey(): Promise<PasskeyTrouble | undefined> {
  if (!browserSupportsWebAuthn()) return 'unsupported';
  const begun = await post<PasskeyRequest>('/v1/session/passkey/options');
  if (begun.kind === 'refused') return begun.code;
  const { ceremony, options } = begun.value;
  try {
    const { id, rawId, type, response } = await startAuthentication({ optionsJSON: options });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    const assertion = { clientDataJSON, authenticatorData, signature, userHandle };
    const answer = { ceremony, response: { id, rawId, type, response: assertion } };
    const ended = await post('/v1/session/passkey', answer);
    return ended.kind === 'refused' ? ended.code : undefined;
  } catch (error) {
    return troubleOf(error);
  }
}

/** Makes a passkey and names it. `about` goes with the first request. Resolves to `undefined` when it is done. */
export async function makePasskey(path: string, about: unknown, name: string): Promise<PasskeyTrouble | undefined> {
  if (!browserSupportsWebAuthn()) return 'unsupported';
  const begun = await post<PasskeyCreation>(`${path}/options`, about);
  if (begun.kind === 'refused') return begun.code;
  const { ceremony, options } = begun.value;
  try {
    const { id, rawId, type, response } = await startRegistration({ optionsJSON: options });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const made = { id, rawId, type, response: { clientDataJSON, attestationObject, transports } };
    const ended = await post(path, { ceremony, response: made, name });
    return ended.kind === 'refused' ? ended.code : undefined;
  } catch (error) {
    return troubleOf(error);
  }
}

const TROUBLES: Readonly<Record<string, PasskeyTrouble>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'known-already',
  SecurityError: 'wrong-address',
};

function troubleOf(error: unknown): PasskeyTrouble {
  return (error instanceof Error ? TROUBLES[error.name] : undefined) ?? 'failed';
}
