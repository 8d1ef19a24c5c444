/**
 * Encrypts 32 bytes under an HMAC key of the TPM: the TPM computes a key for this one encryption, and AES-256-GCM runs in this
 * process. Few TPMs encrypt with AES-256 themselves, and none with additional data.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { offHeap } from '../../host/off-heap.ts';
import { hmacWith, type UsableKey } from '../../tpm/use-key.ts';
import type { Tpm } from '../../tpm/tpm.ts';
import { tampered, WRAP_NONCE_BYTES, WRAP_TAG_BYTES, WRAPPED_KEY_BYTES } from '../wrapped-key.ts';

/** Separates the uses of one HMAC key. */
export type KeptFor = 'wrapped-key' | 'chain';

export interface Kept {
  readonly nonce: Uint8Array;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

async function keyFor(
  tpm: Tpm,
  key: UsableKey,
  use: KeptFor,
  nonce: Uint8Array,
  bound: Uint8Array,
): Promise<Uint8Array> {
  const digest = createHash('sha256').update(bound).digest();
  return hmacWith(tpm, key, Buffer.concat([Buffer.from(`postern/tpm/${use}/v1\n`), nonce, digest]));
}

export async function keep(
  tpm: Tpm,
  key: UsableKey,
  use: KeptFor,
  plain: Uint8Array,
  bound: Uint8Array,
): Promise<Kept> {
  const nonce = Uint8Array.from(randomBytes(WRAP_NONCE_BYTES));
  const once = await keyFor(tpm, key, use, nonce, bound);
  const cipher = createCipheriv('aes-256-gcm', once, nonce).setAAD(bound);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  once.fill(0);
  return { nonce, sealed: Uint8Array.from(sealed) };
}

/** 32 secret bytes. Rejects with `DeviceError` `tampered`. */
export async function unkeep(
  tpm: Tpm,
  key: UsableKey,
  use: KeptFor,
  { nonce, sealed }: Kept,
  bound: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const once = await keyFor(tpm, key, use, nonce, bound);
  const decipher = createDecipheriv('aes-256-gcm', once, nonce, { authTagLength: WRAP_TAG_BYTES })
    .setAAD(bound)
    .setAuthTag(sealed.subarray(WRAPPED_KEY_BYTES));
  once.fill(0);
  const opened = decipher.update(sealed.subarray(0, WRAPPED_KEY_BYTES));
  try {
    decipher.final();
    const plain = offHeap(WRAPPED_KEY_BYTES);
    plain.set(opened);
    return plain;
  } catch (error) {
    throw tampered(error);
  } finally {
    opened.fill(0);
  }
}
