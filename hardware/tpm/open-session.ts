/** Starts sessions. The salt is sent encrypted to a key of the TPM, so that only this TPM can take part. */
import { constants, createECDH, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { EMPTY, join, sized, u16, u8 } from './bytes.ts';
import { kdfE } from './kdf.ts';
import { ALGORITHM, DIGEST_BYTES, HANDLE, SESSION_TYPE } from './numbers.ts';
import { COORDINATE_BYTES, type EcPoint, type PublicArea, uncompressed } from './public-area.ts';
import { newNonce, sessionKey, TpmSession } from './session.ts';
import type { Tpm } from './tpm.ts';

/** A restricted decryption key that is loaded. */
export interface SaltKey {
  readonly handle: number;
  readonly publicArea: PublicArea;
}

const CIPHER = join([u16(ALGORITHM.aes), u16(128), u16(ALGORITHM.cfb)]);

/** @param to without it the session has no salt, and protects nothing by itself */
export async function startSession(tpm: Tpm, type: keyof typeof SESSION_TYPE, to?: SaltKey): Promise<TpmSession> {
  const { salt, encrypted } = to === undefined ? NO_SALT : saltFor(to.publicArea);
  const nonce = newNonce();
  try {
    return await tpm.run(
      {
        name: 'startAuthSession',
        entities: [{ handle: to?.handle ?? HANDLE.null }, { handle: HANDLE.null }],
        parameters: [sized(nonce), encrypted, u8(SESSION_TYPE[type]), CIPHER, u16(ALGORITHM.sha256)],
        hasHandle: true,
      },
      (parameters, handle) => {
        const nonceTpm = parameters.sized(DIGEST_BYTES);
        return new TpmSession(handle, sessionKey(salt, nonceTpm, nonce), nonceTpm);
      },
    );
  } finally {
    salt.fill(0);
  }
}

const NO_SALT = { salt: new Uint8Array(), encrypted: EMPTY };
const LABEL = 'SECRET';

function saltFor(area: PublicArea): { readonly salt: Uint8Array; readonly encrypted: Uint8Array } {
  if (area.kind === 'ecc') return agreedSalt(area.point, LABEL);
  if (area.kind !== 'rsa') throw new TypeError('a session is salted to an RSA or EC key');
  const salt = randomBytes(DIGEST_BYTES);
  return { salt, encrypted: sized(encryptedTo(area.modulus, area.exponent, salt, LABEL)) };
}

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
