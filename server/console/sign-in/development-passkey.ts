/**
 * Development only: signs with the software key of a person whom the server invents, in the form of an authenticator (WebAuthn §6.1, §5.8.1), so
 * that server and lane judge it as they judge a passkey. A production server does not answer the address that this asks.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import type { DevelopmentPasskeyView } from '../../people/people/answers/development.ts';
import { ask } from './ask.ts';
import type { Signing } from './passkey.ts';

/** User present, user verified. */
const FLAGS = 0x05;

export async function signInDevelopment({
  challenge,
  rpId = '',
}: {
  readonly challenge: string;
  readonly rpId?: string;
}): Promise<Signing> {
  const asked = await ask<DevelopmentPasskeyView>('POST', '/v1/development/passkey', {});
  const secretKey = asked.kind === 'answered' ? decodeBase64Url(asked.value.secretKey) : undefined;
  if (asked.kind === 'refused' || secretKey === undefined) return { kind: 'trouble', trouble: 'failed' };
  const client = { type: 'webauthn.get', challenge, origin: location.origin, crossOrigin: false };
  const clientData = utf8ToBytes(JSON.stringify(client));
  const data = concatBytes(sha256(utf8ToBytes(rpId)), Uint8Array.of(FLAGS, 0, 0, 0, 0));
  const signature = ed25519.sign(concatBytes(data, sha256(clientData)), secretKey);
  const { credentialId: id } = asked.value;
  return {
    kind: 'signed',
    response: {
      ...{ id, rawId: id, type: 'public-key' },
      response: {
        clientDataJSON: encodeBase64Url(clientData),
        authenticatorData: encodeBase64Url(data),
        signature: encodeBase64Url(signature),
      },
    },
  };
}
