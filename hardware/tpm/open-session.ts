/** Starts sessions. The salt is sent encrypted to a key of the TPM, so that only this TPM can take part. */
import { randomBytes } from 'node:crypto';
import { EMPTY, join, sized, u16, u8 } from './bytes.ts';
import { ALGORITHM, DIGEST_BYTES, HANDLE, SESSION_TYPE } from './numbers.ts';
import type { PublicArea } from './public-area.ts';
import { agreedSalt, encryptedTo } from './salt.ts';
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
