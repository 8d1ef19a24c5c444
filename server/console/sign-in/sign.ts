/** Signs one grant or one order with the person's passkey: WebAuthn over the challenge that the server derived from it. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { isInvented } from '../shell/session.ts';
import { type Signing, troubleOf } from './passkey.ts';

/** Asks the authenticator. `signal` aborts when the page no longer needs the signature. */
export async function signWithPasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
  signal?: AbortSignal,
): Promise<Signing> {
  if (signal?.aborted === true) return { kind: 'trouble', trouble: 'cancelled' };
  if (isInvented()) {
    const { signInDevelopment } = await import('./development-passkey.ts');
    return signInDevelopment(options);
  }
  if (!browserSupportsWebAuthn()) return { kind: 'trouble', trouble: 'unsupported' };
  const cancel = () => WebAuthnAbortService.cancelCeremony();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const { id, rawId, response } = await startAuthentication({ optionsJSON: options });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return {
      kind: 'signed',
      response: {
        id,
        rawId,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature, userHandle },
      },
    };
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error) };
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
