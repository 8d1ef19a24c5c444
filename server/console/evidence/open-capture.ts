import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type EyePositions, eyesContext, readEyes, splitSealedEyes } from '../../contract/eye-positions.ts';
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

/** The positions of the eyes in this capture; `undefined` for anything that its key did not seal for it. @param key 32 bytes */
export function openEyes(sealed: Uint8Array, captureId: string, key: Uint8Array): EyePositions | undefined {
  const parts = splitSealedEyes(sealed);
  if (parts === undefined) return undefined;
  let plaintext: Uint8Array | undefined;
  try {
    plaintext = xchacha20poly1305(key, parts.nonce, eyesContext(captureId)).decrypt(parts.ciphertext);
    return readEyes(plaintext);
  } catch {
    return undefined;
  } finally {
    plaintext?.fill(0);
  }
}
