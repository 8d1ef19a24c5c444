/** Numbers as octet strings and back, TR-03111 §3.1.2. */
import { randomBytes } from 'node:crypto';

export function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0
    ? 0n
    : BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`);
}

/** Big-endian, filled with zeros to `length` bytes. Throws `RangeError` when the number does not fit. */
export function toBytes(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16).padStart(length * 2, '0');
  if (value < 0n || hex.length > length * 2) throw new RangeError(`a number does not fit in ${length} bytes`);
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** Bytes of the largest number below `limit`. */
export function byteLength(limit: bigint): number {
  return Math.ceil((limit - 1n).toString(16).length / 2);
}

/** Uniform in 1 ≤ n < limit: 64 bits more than needed, so that the remainder shows no bias (FIPS 186-5 §A.2.1). */
export function randomBelow(limit: bigint): bigint {
  return (toNumber(randomBytes(byteLength(limit) + 8)) % (limit - 1n)) + 1n;
}

/** `base` to the `exponent`, modulo `modulus`. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let factor = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}
