import { createPublicKey, type KeyObject, verify, type VerifyKeyObjectInput } from 'node:crypto';
import { encodeBase64Url } from '../../contract/base64url.ts';
import type { Envelope } from '../../contract/envelope.ts';
import {
  algorithmOf,
  isLowS,
  isPublicKeyAcceptable,
  SIGNATURE_BYTES,
  signingInput,
  type SigningPurpose,
} from '../../contract/signing.ts';

/**
 * Verifies an envelope's signature on libuv's thread pool, without blocking the event loop. The result equals the contract's own check for
 * every acceptable key and every signature of an honest signer. `publicKey`: 32 bytes (Ed25519) or 33 (P-256).
 */
export function verifyEnvelope(purpose: SigningPurpose, envelope: Envelope, publicKey: Uint8Array): Promise<boolean> {
  const { signature, payload } = envelope;
  const { hash, key } = verifierOf(publicKey);
  if (!isInForm(signature, publicKey)) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    verify(hash, signingInput(purpose, payload), key, signature, (error, valid) => {
      if (error === null) resolve(valid);
      else reject(error);
    });
  });
}

/** Whether a signature is valid over bytes that `signingInput` made. */
export type SignatureCheck = (input: Uint8Array, signature: Uint8Array) => boolean;

/** The same at once, for many signatures of one key; `undefined` for bytes that are no public key. */
export function signatureCheck(publicKey: Uint8Array): SignatureCheck | undefined {
  if (!isPublicKeyAcceptable(publicKey)) return undefined;
  const { hash, key } = verifierOf(publicKey);
  return (input, signature) => isInForm(signature, publicKey) && verify(hash, input, key, signature);
}

function isInForm(signature: Uint8Array, publicKey: Uint8Array): boolean {
  return signature.length === SIGNATURE_BYTES && (algorithmOf(publicKey) === 'ed25519' || isLowS(signature));
}

/** SubjectPublicKeyInfo of a compressed point on P-256 (RFC 5480 §2), up to the point. */
const P256_SPKI_PREFIX = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex');

function verifierOf(publicKey: Uint8Array): {
  readonly hash: 'sha256' | null;
  readonly key: KeyObject | VerifyKeyObjectInput;
} {
  if (algorithmOf(publicKey) === 'es256') {
    const spki = Buffer.concat([P256_SPKI_PREFIX, publicKey]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return { hash: 'sha256', key: { key, dsaEncoding: 'ieee-p1363' } };
  }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(publicKey) };
  return { hash: null, key: createPublicKey({ key: jwk, format: 'jwk' }) };
}
