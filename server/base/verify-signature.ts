import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { encodeBase64Url } from '../contract/base64url.ts';
import type { Envelope } from '../contract/envelope.ts';
import { SIGNATURE_BYTES, signingInput, type SigningPurpose } from '../contract/signing.ts';

/**
 * Verifies an envelope's signature on libuv's thread pool, without blocking the event loop. The result equals the contract's own check for
 * every acceptable key and every signature of an honest signer. `publicKey`: 32 bytes.
 */
export function verifyEnvelope(purpose: SigningPurpose, envelope: Envelope, publicKey: Uint8Array): Promise<boolean> {
  if (envelope.signature.length !== SIGNATURE_BYTES) return Promise.resolve(false);
  const key = keyObjectOf(publicKey);
  return new Promise((resolve, reject) => {
    verify(null, signingInput(purpose, envelope.payload), key, envelope.signature, (error, valid) => {
      if (error === null) resolve(valid);
      else reject(error);
    });
  });
}

function keyObjectOf(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(publicKey) }, format: 'jwk' });
}
