import { createCipheriv } from 'node:crypto';
import { FaceError } from '../face-error.ts';
import { PROTECTION_KEY_BYTES } from './constants.ts';

/** Uses of the key stream. Each use has its own nonce. */
const NONCES = { rotation: 0, scalars: 1 } as const;

/**
 * `length` bytes of ChaCha20's keystream (RFC 8439 §2.4) from block 0; the nonce depends on the use. The caller wipes
 * them.
 *
 * @throws FaceError `protection-key-malformed`
 */
export function keyStream(key: Uint8Array, use: keyof typeof NONCES, length: number): Uint8Array {
  if (key.length !== PROTECTION_KEY_BYTES) {
    throw new FaceError('protection-key-malformed', `a protection key must have ${PROTECTION_KEY_BYTES} bytes`);
  }
  // OpenSSL's format: block counter, then the nonce, both little-endian.
  const counterAndNonce = new Uint8Array(16);
  counterAndNonce[4] = NONCES[use];
  return createCipheriv('chacha20', key, counterAndNonce).update(new Uint8Array(length));
}
