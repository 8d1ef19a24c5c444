/** Secrets that are encrypted to a key of a TPM. Pure apart from randomness, so that a verifier without a TPM makes them too. */
import { constants, createECDH, createPublicKey, publicEncrypt } from 'node:crypto';
import { sized } from './bytes.ts';
import { kdfE } from './kdf.ts';
import { DIGEST_BYTES } from './numbers.ts';
import { COORDINATE_BYTES, type EcPoint, uncompressed } from './public-area.ts';

/** A secret that only the owner of the point can compute (Part 1, §C.6.1). */
export function agreedSalt(point: EcPoint, label: string): { salt: Uint8Array; encrypted: Uint8Array } {
  const ephemeral = createECDH('prime256v1');
  const own = new Uint8Array(ephemeral.generateKeys());
  const [x, y] = [own.subarray(1, 1 + COORDINATE_BYTES), own.subarray(1 + COORDINATE_BYTES)];
  const shared = ephemeral.computeSecret(uncompressed(point));
  const salt = kdfE(shared, label, x, point.x, DIGEST_BYTES * 8);
  shared.fill(0);
  return { salt, encrypted: sized(sized(x), sized(y)) };
}

/** RSA-OAEP with SHA-256; the label ends with a zero byte (Part 1, §B.4). */
export function encryptedTo(modulus: Uint8Array, exponent: number, secret: Uint8Array, label: string): Uint8Array {
  const e = Buffer.from(exponent.toString(16).padStart(6, '0'), 'hex').toString('base64url');
  const n = Buffer.from(modulus).toString('base64url');
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  const options = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  return new Uint8Array(publicEncrypt({ ...options, oaepLabel: Buffer.from(`${label}\0`) }, secret));
}
