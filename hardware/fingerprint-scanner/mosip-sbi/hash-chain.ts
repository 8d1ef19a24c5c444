/** The hash chain over the captures of a session. */
import { createHash, timingSafeEqual } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Start value before the first capture: SHA-256 of the empty string. */
export const CHAIN_START: string = sha256().toString('hex').toUpperCase();

/**
 * The hash of a capture: SHA-256 over the previous hash and the SHA-256 of the record, both as bytes, in upper-case
 * hexadecimal. The specification's text can be read as hashing the digits; MOSIP's own services hash the bytes.
 */
export function chainHash(previous: string, record: Uint8Array): string {
  return sha256(Buffer.from(previous, 'hex'), sha256(record)).toString('hex').toUpperCase();
}

/** Ignores the case of the digits. */
export function isSameHash(hash: string, expected: string): boolean {
  const [a, b] = [Buffer.from(hash.toUpperCase()), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
