/**
 * Format of a data key wrapped by an epoch key:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | format, 1 |
 * | 1 | 16 | id of the epoch key |
 * | 17 | 12 | nonce, random |
 * | 29 | 32 | AES-256-GCM ciphertext (NIST SP 800-38D) |
 * | 61 | 16 | tag |
 *
 * The additional data are the first 17 bytes followed by the caller's context. An epoch key wraps at most about 20,000 keys
 * (30 frames a second, ten minutes), far below the 2^32 that random nonces allow (SP 800-38D §8.3).
 */
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { KEY_ID_BYTES } from './epoch-key-file.ts';
import { KeyError } from './key-error.ts';
import { offHeap } from '../../../../hardware/host/off-heap.ts';

const FORMAT = 1;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;
const SEALED_AT = HEADER_BYTES + NONCE_BYTES;
const TAG_AT = SEALED_AT + DATA_KEY_BYTES;
export const WRAPPED_DATA_KEY_BYTES = TAG_AT + TAG_BYTES;

export function newKeyBuffer(): Uint8Array<ArrayBuffer> {
  return offHeap(DATA_KEY_BYTES);
}

/** @param epochKey 32 bytes. @param dataKey 32 bytes, wiped by the caller */
export function wrapDataKey(
  epochKey: Uint8Array,
  keyId: string,
  dataKey: Uint8Array,
  context: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const wrapped = offHeap(WRAPPED_DATA_KEY_BYTES);
  wrapped[0] = FORMAT;
  wrapped.set(Buffer.from(keyId, 'hex'), 1);
  const nonce = randomFillSync(wrapped.subarray(HEADER_BYTES, SEALED_AT));
  const cipher = createCipheriv('aes-256-gcm', epochKey, nonce);
  cipher.setAAD(additionalData(wrapped, context));
  wrapped.set(cipher.update(dataKey), SEALED_AT);
  cipher.final();
  wrapped.set(cipher.getAuthTag(), TAG_AT);
  return wrapped;
}

/** The data key, which the caller wipes. Throws `KeyError` `tampered`. */
export function unwrapDataKey(epochKey: Uint8Array, wrapped: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> {
  const decipher = createDecipheriv('aes-256-gcm', epochKey, wrapped.subarray(HEADER_BYTES, SEALED_AT), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(additionalData(wrapped, context));
  decipher.setAuthTag(wrapped.subarray(TAG_AT));
  const key = newKeyBuffer();
  const opened = decipher.update(wrapped.subarray(SEALED_AT, TAG_AT));
  key.set(opened);
  opened.fill(0);
  try {
    decipher.final();
    return key;
  } catch (cause) {
    key.fill(0);
    throw new KeyError('tampered', 'a data key does not unwrap', { cause });
  }
}

/** Id of the epoch key. Throws `KeyError` `tampered` when malformed. */
export function epochKeyIdOf(wrapped: Uint8Array): string {
  if (wrapped.length !== WRAPPED_DATA_KEY_BYTES || wrapped[0] !== FORMAT) {
    throw new KeyError('tampered', 'not a wrapped data key');
  }
  return Buffer.from(wrapped.subarray(1, HEADER_BYTES)).toString('hex');
}

function additionalData(wrapped: Uint8Array, context: Uint8Array): Uint8Array {
  const data = new Uint8Array(HEADER_BYTES + context.length);
  data.set(wrapped.subarray(0, HEADER_BYTES));
  data.set(context, HEADER_BYTES);
  return data;
}
