/**
 * The proof that an attestation key is in the TPM of an endorsement certificate (Part 1, §24): a verifier encrypts a secret to the
 * certified key and the name of the attestation key. Only a TPM that has both keys decrypts it, and returns it only for a key of this name.
 */
import { createCipheriv, randomBytes, type X509Certificate } from 'node:crypto';
import { EMPTY, sized, u32 } from './bytes.ts';
import { pointOf } from './ec-key.ts';
import { hmacSha256, kdfA } from './kdf.ts';
import { DIGEST_BYTES, HANDLE } from './numbers.ts';
import { createPrimary, entityOf, flush, withValue } from './objects.ts';
import { agreedSalt, encryptedTo, startSession } from './open-session.ts';
import type { OpenedTpm } from './open-tpm.ts';
import type { EcPoint } from './public-area.ts';
import { TpmError, tpmFault } from './tpm-error.ts';
import type { UsableKey } from './use-key.ts';

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
const NOT_ENCRYPTED = { command: false, answer: false };
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

/**
 * The secret of a credential. Rejects with `DeviceError` `refused` when it was not made for this TPM and this key.
 *
 * @param template of the endorsement key
 */
export async function activateCredential(
  opened: OpenedTpm,
  key: UsableKey,
  template: Uint8Array,
  { identity, secret }: Credential,
): Promise<Uint8Array> {
  const { tpm, storageRoot, session } = opened;
  const endorsement = await createPrimary(tpm, HANDLE.endorsement, template, withValue(session, NONE));
  try {
    const policy = await startSession(tpm, 'policy', storageRoot);
    try {
      await policyOfEndorsement(opened, policy.handle);
      return await tpm.run(
        {
          name: 'activateCredential',
          entities: [entityOf(key.object), entityOf(endorsement)],
          sessions: [withValue(key.session, key.authValue), withValue(policy, NONE, NOT_ENCRYPTED)],
          parameters: [identity, secret],
        },
        (parameters) => Uint8Array.from(parameters.sized(DIGEST_BYTES)),
      );
    } finally {
      policy.wipe();
      // A policy session ends with its use, but not with a refusal
      await flush(tpm, policy.handle).catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof TpmError) || !error.is('integrity', 'value', 'size', 'failure')) throw error;
    throw tpmFault('refused', 'the credential was not made for this TPM and its attestation key', error);
  } finally {
    await flush(tpm, endorsement.handle).catch(() => undefined);
  }
}

/** TPM2_PolicySecret: the endorsement hierarchy authorises the use of its key. */
async function policyOfEndorsement({ tpm, session }: OpenedTpm, policySession: number): Promise<void> {
  await tpm.run(
    {
      name: 'policySecret',
      entities: [{ handle: HANDLE.endorsement }, { handle: policySession }],
      sessions: [withValue(session, NONE, NOT_ENCRYPTED)],
      // No nonce, command or reference; no expiry
      parameters: [EMPTY, EMPTY, EMPTY, u32(0)],
    },
    (parameters) => {
      parameters.sized();
      parameters.take(TICKET_HEAD_BYTES);
      parameters.sized();
    },
  );
}

/** Tag and hierarchy of TPMT_TK_AUTH. */
const TICKET_HEAD_BYTES = 6;
