/** Diffie-Hellman in a subgroup of prime order of the integers modulo a prime, RFC 2631. */
import { ChipError } from '../chip-error.ts';
import { byteLength, power, toBytes, toNumber } from './bytes.ts';
import type { Group } from './group.ts';

/** Numbers, as `DhParameters` spells them. */
export interface DhDomain {
  readonly p: bigint;
  readonly g: bigint;
  readonly q: bigint;
}

export function dhGroup({ p, g, q }: DhDomain): Group {
  const fieldBytes = byteLength(p);

  /** RFC 2631 §2.1.5: within bounds and of the right order. */
  const element = (bytes: Uint8Array): bigint => {
    const value = toNumber(bytes.subarray(0, fieldBytes + 1));
    const inBounds = bytes.length <= fieldBytes && value >= 2n && value <= p - 2n;
    if (!inBounds || power(value, q, p) !== 1n) throw new ChipError('authentication', 'not an element of the group');
    return value;
  };
  const generated = (generator: bigint): Group => {
    if (generator <= 1n) throw new ChipError('authentication', 'the mapping gave no generator');
    return dhGroup({ p, g: generator, q });
  };
  const multiply = (bytes: Uint8Array, secret: bigint) => toBytes(power(element(bytes), secret, p), fieldBytes);

  return {
    kind: 'dh',
    order: q,
    fieldBits: p.toString(2).length,
    fieldBytes,
    publicKey: (secret) => toBytes(power(g, secret, p), fieldBytes),
    multiply,
    agree: multiply,
    mapGeneric: (nonce, shared) => generated((power(g, toNumber(nonce), p) * toNumber(shared)) % p),
    mapIntegrated: (pseudorandom) => generated(power(toNumber(pseudorandom) % p, (p - 1n) / q, p)),
  };
}
