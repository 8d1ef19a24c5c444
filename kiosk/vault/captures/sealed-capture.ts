/** Sealing and opening captures in the form of `server/contract/sealed-capture.ts`. */
import { randomFillSync } from 'node:crypto';
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import {
  CAPTURE_MAGIC,
  CAPTURE_PREFIX_BYTES,
  type CaptureHeader,
  captureHeaderOf,
  splitCapture,
} from '../../../server/contract/sealed-capture.ts';
import { VaultError } from './vault-error.ts';
import { decrypt, encryptInto, NONCE_BYTES, TAG_BYTES } from './xchacha.ts';

/**
 * Seals `plaintext` under `key` (32 bytes, used once) and overwrites the plaintext, even on failure.
 *
 * @param allocate returns a buffer of the given length; its content is overwritten
 */
export function seal(
  plaintext: Uint8Array,
  header: CaptureHeader,
  key: Uint8Array,
  allocate = (bytes: number) => new Uint8Array(bytes),
): Uint8Array<ArrayBuffer> {
  try {
    const headerBytes = canonicalJson(header);
    const nonceStart = CAPTURE_PREFIX_BYTES + headerBytes.length;
    const sealed = allocate(nonceStart + NONCE_BYTES + plaintext.length + TAG_BYTES);
    sealed.set(CAPTURE_MAGIC);
    new DataView(sealed.buffer).setUint32(4, headerBytes.length);
    sealed.set(headerBytes, CAPTURE_PREFIX_BYTES);
    const nonce = randomFillSync(sealed.subarray(nonceStart, nonceStart + NONCE_BYTES));
    encryptInto(sealed.subarray(nonceStart + NONCE_BYTES), key, nonce, sealed.subarray(0, nonceStart), plaintext);
    return sealed;
  } finally {
    plaintext.fill(0);
  }
}

export interface OpenedCapture {
  readonly header: CaptureHeader;
  /** Owned by the caller, who wipes it. */
  readonly plaintext: Uint8Array<ArrayBuffer>;
}

/** Opens what `seal` made. Throws `VaultError` `corrupt` on anything else. */
export function open(sealed: Uint8Array, key: Uint8Array): OpenedCapture {
  const parts = splitCapture(sealed);
  if (parts.kind === 'refused') throw new VaultError('corrupt', parts.why);
  const plaintext = decrypt(key, parts.nonce, parts.additionalData, parts.ciphertext);
  const header = captureHeaderOf(parts.additionalData);
  if (header !== undefined) return { header, plaintext };
  plaintext.fill(0);
  throw new VaultError('corrupt', 'a sealed capture has an unknown header');
}
