/** The platform's block ciphers on whole blocks, without padding. */
import { createCipheriv, createDecipheriv } from 'node:crypto';

export type Direction = 'encrypt' | 'decrypt';

/** @param key 16 bytes; two-key triple DES. @param iv 8 bytes */
export function tripleDesCbc(
  direction: Direction,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return run('des-ede-cbc', direction, key, iv, data);
}

/** @param key 16, 24 or 32 bytes. @param iv 16 bytes */
export function aesCbc(
  direction: Direction,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return run(`aes-${key.length * 8}-cbc`, direction, key, iv, data);
}

/** Encrypts one block. */
export function aesEcb(key: Uint8Array, block: Uint8Array): Uint8Array<ArrayBuffer> {
  return run(`aes-${key.length * 8}-ecb`, 'encrypt', key, null, block);
}

function run(
  cipher: string,
  direction: Direction,
  key: Uint8Array,
  iv: Uint8Array | null,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const create = direction === 'encrypt' ? createCipheriv : createDecipheriv;
  const transform = create(cipher, key, iv).setAutoPadding(false);
  const first = transform.update(data);
  const rest = transform.final();
  const result = new Uint8Array(first.length + rest.length);
  result.set(first);
  result.set(rest, first.length);
  first.fill(0);
  return result;
}
