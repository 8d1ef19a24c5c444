/** Active Authentication, ICAO 9303-11 §6.1: the chip signs a challenge with the private key to the public key in DG15. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { BerError } from '../../ber/ber-error.ts';
import { childOf } from '../../ber/find.ts';
import { readBer } from '../../ber/read.ts';
import { concat } from '../../ber/write.ts';
import type { ChipSession } from './chip-session.ts';
import { power, toBytes, toNumber } from './cryptography/bytes.ts';

export const CHALLENGE_BYTES = 8;

/** A challenge and the chip's signature. */
export interface ActiveAuthentication {
  readonly challenge: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/**
 * Rejects with `ChipError` `refused` when the chip cannot, and with `DeviceError`. @param challenge 8 bytes, unpredictable
 */
export async function activeAuthentication(
  session: ChipSession,
  challenge: Uint8Array<ArrayBuffer>,
  extendedLength: boolean,
): Promise<ActiveAuthentication> {
  const signature = await session.expect('INTERNAL AUTHENTICATE', {
    cla: 0x00,
    ins: 0x88,
    p1: 0x00,
    p2: 0x00,
    data: challenge,
    // an RSA signature of 2,048 bits fills the short form; longer ones need the extended form
    expected: extendedLength ? 65_536 : 256,
  });
  return { challenge, signature };
}

const DG15_TAG = 0x6f;
const SEQUENCE = 0x30;

/** ISO/IEC 9796-2 §8: header of a recoverable message that is not whole, trailers by hash (ISO/IEC 10118). */
const PARTIAL_RECOVERY = 0x6a;
const IMPLICIT_TRAILER = 0xbc;
const EXPLICIT_TRAILER = 0xcc;
const TRAILER_HASHES: Readonly<Record<number, string>> = {
  0x33: 'sha1',
  0x34: 'sha256',
  0x35: 'sha512',
  0x36: 'sha384',
  0x38: 'sha224',
};

/**
 * Whether the signature was made with the private key of DG15. The result is meaningless until DG15 itself is verified.
 *
 * @param hash of a plain ECDSA signature, as DG14 says; without it the hash that the curve's size suggests, then the others
 */
export function activeAuthenticationHolds(
  dg15: Uint8Array<ArrayBuffer>,
  { challenge, signature }: ActiveAuthentication,
  hash?: string,
): boolean {
  const key = publicKeyOf(dg15);
  if (key === undefined || signature.length === 0) return false;
  if (key.asymmetricKeyType === 'rsa') return recoverableSignatureHolds(key, challenge, signature);
  if (key.asymmetricKeyType !== 'ec') return false;
  const hashes = hash === undefined ? ['sha256', 'sha1', 'sha224', 'sha384', 'sha512'] : [hash];
  return hashes.some((name) => ecdsaHolds(name, key, challenge, signature));
}

function publicKeyOf(dg15: Uint8Array<ArrayBuffer>): KeyObject | undefined {
  try {
    const root = readBer(dg15);
    if (root.tag !== DG15_TAG) return undefined;
    const info = childOf(root, SEQUENCE);
    return createPublicKey({ key: Buffer.from(info.encoded), format: 'der', type: 'spki' });
  } catch (error) {
    if (error instanceof BerError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

/** Some chips answer with r and s in DER, against TR-03111. */
function ecdsaHolds(hash: string, key: KeyObject, challenge: Uint8Array, signature: Uint8Array): boolean {
  return (['ieee-p1363', 'der'] as const).some((dsaEncoding) => {
    try {
      return verify(hash, challenge, { key, dsaEncoding }, signature);
    } catch {
      return false;
    }
  });
}

/** ISO/IEC 9796-2 digital signature scheme 1 with partial recovery: header, recovered message, hash, trailer. */
function recoverableSignatureHolds(key: KeyObject, challenge: Uint8Array, signature: Uint8Array): boolean {
  const { n, e } = key.export({ format: 'jwk' });
  if (n === undefined || e === undefined) return false;
  const modulus = toNumber(Buffer.from(n, 'base64url'));
  const exponent = toNumber(Buffer.from(e, 'base64url'));
  const value = toNumber(signature);
  const length = Math.ceil(modulus.toString(2).length / 8);
  if (value >= modulus || signature.length !== length || exponent.toString(2).length > 64) return false;
  const opened = power(value, exponent, modulus);
  return [opened, modulus - opened].some((candidate) => {
    const message = toBytes(candidate, length);
    const recovered = recoverable(message);
    if (recovered === undefined) return false;
    const { hash, content, digest } = recovered;
    return createHash(hash).update(concat(content, challenge)).digest().equals(digest);
  });
}

function recoverable(
  message: Uint8Array<ArrayBuffer>,
): { readonly hash: string; readonly content: Uint8Array; readonly digest: Uint8Array } | undefined {
  const last = message.at(-1);
  const named = message.at(-2);
  const explicit = last === EXPLICIT_TRAILER && named !== undefined ? TRAILER_HASHES[named] : undefined;
  const hash = last === IMPLICIT_TRAILER ? 'sha1' : explicit;
  if (message[0] !== PARTIAL_RECOVERY || hash === undefined) return undefined;
  const end = message.length - (last === IMPLICIT_TRAILER ? 1 : 2);
  const start = end - createHash(hash).digest().length;
  return start < 1 ? undefined : { hash, content: message.subarray(1, start), digest: message.subarray(start, end) };
}
