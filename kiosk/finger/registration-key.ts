/** The lane's own key for pseudonyms of registered travellers: made at first use, at rest only wrapped by the secure element. */
import { randomFillSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';

const KEY_BYTES = 32;
/** Buffers of at most 64 bytes live on the V8 heap, which moves and copies them. */
const OFF_HEAP_BYTES = 128;
const CONTEXT = new TextEncoder().encode('postern/registration-pseudonym-key/v1');

/** 32 bytes that the caller wipes. Rejects with `DeviceError` `corrupt` when another element wrapped the file's key. */
export async function openRegistrationKey(file: string, secureElement: SecureElement): Promise<Uint8Array> {
  if (existsSync(file)) {
    const key = await secureElement.unwrapKey(readFileSync(file), CONTEXT);
    return key.subarray(0, KEY_BYTES);
  }
  const key = new Uint8Array(new ArrayBuffer(OFF_HEAP_BYTES)).subarray(0, KEY_BYTES);
  randomFillSync(key);
  writeFileSync(file, await secureElement.wrapKey(key, CONTEXT), { mode: 0o600, flag: 'wx' });
  return key;
}
