/** The two authentication codes of ICAO 9303-11 §4.4.3.4 and §9.8, each 8 bytes long. */
import { concat } from '../../../ber/write.ts';
import { aesCbc, aesEcb, tripleDesCbc } from './block-cipher.ts';
import { pad } from './padding.ts';

const DES_BLOCK_BYTES = 8;
const AES_BLOCK_BYTES = 16;
const CODE_BYTES = 8;
/** NIST SP 800-38B §5.3, R128. */
const REDUCTION = 0x87;

/**
 * ISO/IEC 9797-1 MAC algorithm 3 with DES, padding method 2, zero IV.
 *
 * The platform has no single DES. DES under `k` equals two-key triple DES under `k | k`, and the final decryption and
 * encryption equal triple DES under the full key.
 *
 * @param key 16 bytes
 */
export function retailMac(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = pad(message, DES_BLOCK_BYTES);
  const first = key.subarray(0, DES_BLOCK_BYTES);
  const beforeLast = padded.length - DES_BLOCK_BYTES;
  const zero = new Uint8Array(DES_BLOCK_BYTES);
  const chained =
    beforeLast === 0
      ? zero
      : tripleDesCbc('encrypt', concat(first, first), zero, padded.subarray(0, beforeLast)).subarray(-DES_BLOCK_BYTES);
  return tripleDesCbc('encrypt', key, chained, padded.subarray(beforeLast));
}

/**
 * AES-CMAC (NIST SP 800-38B, RFC 4493), not truncated.
 *
 * @param key 16, 24 or 32 bytes
 */
export function cmac(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const wholeBlocks = Math.max(1, Math.ceil(message.length / AES_BLOCK_BYTES));
  const lastAt = (wholeBlocks - 1) * AES_BLOCK_BYTES;
  const last = message.subarray(lastAt);
  const subkey = doubled(aesEcb(key, new Uint8Array(AES_BLOCK_BYTES)));
  const complete = last.length === AES_BLOCK_BYTES;
  const mask = complete ? subkey : doubled(subkey);
  const block = complete ? Uint8Array.from(last) : pad(last, AES_BLOCK_BYTES);
  for (let at = 0; at < AES_BLOCK_BYTES; at++) block[at]! ^= mask[at]!;
  const chain = concat(message.subarray(0, lastAt), block);
  return aesCbc('encrypt', key, new Uint8Array(AES_BLOCK_BYTES), chain).subarray(-AES_BLOCK_BYTES);
}

/** AES-CMAC truncated to 8 bytes, as ICAO 9303-11 uses it. */
export function shortCmac(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return cmac(key, message).subarray(0, CODE_BYTES);
}

/** Doubling in GF(2^128), NIST SP 800-38B §6.1. */
function doubled(block: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(AES_BLOCK_BYTES);
  let carry = 0;
  for (let at = AES_BLOCK_BYTES - 1; at >= 0; at--) {
    const shifted = block[at]! * 2 + carry;
    result[at] = shifted;
    carry = shifted >> 8;
  }
  result[AES_BLOCK_BYTES - 1]! ^= carry * REDUCTION;
  return result;
}
