/** Seals the positions of the eyes in the form of `server/contract/eye-positions.ts`. */
import { randomFillSync } from 'node:crypto';
import {
  type EyePositions,
  eyesContext,
  SEALED_EYES_BYTES,
  writeEyes,
} from '../../../server/contract/eye-positions.ts';
import { encryptInto, NONCE_BYTES } from './xchacha.ts';

/**
 * `undefined` when an eye is outside the picture.
 *
 * @param key the capture's own, 32 bytes. A random nonce of 24 bytes separates this use from the capture's
 */
export function sealEyes(eyes: EyePositions, captureId: string, key: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const plaintext = writeEyes(eyes);
  if (plaintext === undefined) return undefined;
  try {
    const sealed = new Uint8Array(SEALED_EYES_BYTES);
    const nonce = randomFillSync(sealed.subarray(0, NONCE_BYTES));
    encryptInto(sealed.subarray(NONCE_BYTES), key, nonce, eyesContext(captureId), plaintext);
    return sealed;
  } finally {
    plaintext.fill(0);
  }
}
