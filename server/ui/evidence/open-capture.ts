import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { captureHeaderOf, splitCapture, type CaptureHeader } from '../../contract/sealed-capture.ts';

export interface OpenedCapture {
  readonly header: CaptureHeader;
  /** Owned by the caller, who wipes it. */
  readonly plaintext: Uint8Array;
}

/** Opens a sealed capture; `undefined` for anything that this key did not seal. @param key 32 bytes */
export function openCapture(sealed: Uint8Array, key: Uint8Array): OpenedCapture | undefined {
  const parts = splitCapture(sealed);
  if (parts.kind === 'refused') return undefined;
  let plaintext: Uint8Array;
  try {
    plaintext = xchacha20poly1305(key, parts.nonce, parts.additionalData).decrypt(parts.ciphertext);
  } catch {
    return undefined;
  }
  const header = captureHeaderOf(parts.additionalData);
  if (header !== undefined) return { header, plaintext };
  plaintext.fill(0);
  return undefined;
}
