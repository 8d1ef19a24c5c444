/**
 * The proof that an attestation key is in the TPM of an endorsement certificate (Part 1, §24): a verifier, which needs no TPM, encrypts a
 * secret to the certified key and the name of the attestation key. `activate-credential.ts` returns it.
 */
import { createCipheriv, randomBytes, type X509Certificate } from 'node:crypto';
import { sized } from './bytes.ts';
import { pointOf } from './ec-key.ts';
import { hmacSha256, kdfA } from './kdf.ts';
import { DIGEST_BYTES } from './numbers.ts';
import type { EcPoint } from './public-area.ts';
import { agreedSalt, encryptedTo } from './salt.ts';

/** Both parts as the TPM takes them, with their lengths. */
export interface Credential {
  /** TPM2B_ID_OBJECT. */
  readonly identity: Uint8Array;
  /** TPM2B_ENCRYPTED_SECRET. */
  readonly secret: Uint8Array;
}

export type EndorsementKey =
  | { readonly kind: 'ecc'; readonly point: EcPoint }
  | { readonly kind: 'rsa'; readonly modulus: Uint8Array; readonly exponent: number };

const LABEL = 'IDENTITY';
const NONE = new Uint8Array();
/** AES-128. */
const CIPHER_BITS = 128;
const IV_BYTES = 16;
const RSA_BITS = 2_048;

/** `undefined` for a key of another kind than the templates of endorsement keys that this driver uses: P-256, RSA with 2,048 bits. */
export function endorsementKeyOf({ publicKey }: X509Certificate): EndorsementKey | undefined {
  if (publicKey.asymmetricKeyType === 'ec') {
    const point = pointOf(publicKey);
    return point && { kind: 'ecc', point };
  }
  if (publicKey.asymmetricKeyType !== 'rsa') return undefined;
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const modulus = Uint8Array.from(Buffer.from(n, 'base64url'));
  if (modulus.length * 8 !== RSA_BITS) return undefined;
  return { kind: 'rsa', modulus, exponent: Number.parseInt(Buffer.from(e, 'base64url').toString('hex'), 16) };
}

/**
 * Encrypts a secret to an endorsement key, for an attestation key of this name (TPM2_MakeCredential, without a TPM).
 *
 * @param secret at most 32 bytes
 */
export function makeCredential(to: EndorsementKey, name: Uint8Array, secret: Uint8Array): Credential {
  if (secret.length > DIGEST_BYTES) throw new RangeError(`a credential has at most ${DIGEST_BYTES} bytes`);
  const { seed, encrypted } = seedFor(to);
  const cipherKey = kdfA(seed, 'STORAGE', name, NONE, CIPHER_BITS);
  const cipher = createCipheriv('aes-128-cfb', cipherKey, new Uint8Array(IV_BYTES));
  const sealed = Uint8Array.from(cipher.update(sized(secret)));
  const integrity = hmacSha256(kdfA(seed, 'INTEGRITY', NONE, NONE, DIGEST_BYTES * 8), sealed, name);
  seed.fill(0);
  return { identity: sized(sized(integrity), sealed), secret: encrypted };
}

function seedFor(to: EndorsementKey): { readonly seed: Uint8Array; readonly encrypted: Uint8Array } {
  if (to.kind === 'ecc') {
    const { salt, encrypted } = agreedSalt(to.point, LABEL);
    return { seed: salt, encrypted };
  }
  const seed = Uint8Array.from(randomBytes(DIGEST_BYTES));
  return { seed, encrypted: sized(encryptedTo(to.modulus, to.exponent, seed, LABEL)) };
}
