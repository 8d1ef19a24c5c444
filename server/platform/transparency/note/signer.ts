/** Keys that sign checkpoints: a log's key, and a witness's two keys. */
import { createPrivateKey, createPublicKey, sign as signEd25519 } from 'node:crypto';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { uint64 } from '../text.ts';
import { ed25519CosignatureMessage, mlDsaCosignatureMessage } from './cosignature.ts';
import type { NoteSignature } from './note.ts';
import { verifierKey, type VerifierKey } from './vkey.ts';

/** Signs notes as their log. The key may be in another process; it signs the text with 64 bytes. */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** Rejects as its key does. */
  sign(noteText: string): NoteSignature | Promise<NoteSignature>;
}

export interface OwnNoteSigner extends NoteSigner {
  sign(noteText: string): NoteSignature;
}

/** Signs checkpoints of other logs. */
export interface Cosigner {
  readonly key: VerifierKey;
  /** `timeS`: POSIX seconds. Throws `LedgerError` `malformed-checkpoint`. */
  cosign(noteText: string, timeS: number): NoteSignature;
}

/** A signing key in any place. The ledger's is Ed25519 (RFC 8032). */
export interface SigningKey {
  /** 32 bytes (Ed25519), or 33 (P-256) where the key is in a TPM. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A signing key in this process, by the platform's Ed25519. */
export interface Ed25519Key extends SigningKey {
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** PKCS #8 prefix of an Ed25519 seed (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** `seed`: 32 bytes. */
export function ed25519Key(seed: Uint8Array): Ed25519Key {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(-32));
  return { publicKey, sign: (message) => signEd25519(null, message, key) };
}

/** A log's signer: the name is the log's origin. Throws `LedgerError` `malformed-vkey`. */
export function logSigner(origin: string, itsKey: Ed25519Key): OwnNoteSigner;
export function logSigner(origin: string, itsKey: SigningKey): NoteSigner;
export function logSigner(origin: string, { publicKey, sign }: SigningKey): NoteSigner {
  const key = verifierKey(origin, 'ed25519', publicKey);
  const signed = (signature: Uint8Array): NoteSignature => ({ name: key.name, keyId: key.id, signature });
  return {
    key,
    sign(text) {
      const signature = sign(Buffer.from(text));
      return signature instanceof Promise ? signature.then(signed) : signed(signature);
    },
  };
}

/** Throws `LedgerError` `malformed-vkey`. */
export function ed25519Cosigner(name: string, { publicKey, sign }: Ed25519Key): Cosigner {
  const key = verifierKey(name, 'cosignature-ed25519', publicKey);
  return {
    key,
    cosign: (text, timeS) => ({
      name,
      keyId: key.id,
      signature: Buffer.concat([uint64(timeS), sign(ed25519CosignatureMessage(text, timeS))]),
    }),
  };
}

/**
 * `seed`: 32 bytes, ξ of FIPS 204. `hedged: false` selects the deterministic variant, for comparison with other implementations; otherwise
 * each signature has fresh randomness, which protects the key against fault attacks.
 */
export function mlDsa44Cosigner(name: string, seed: Uint8Array, { hedged = true } = {}): Cosigner {
  const { publicKey, secretKey } = ml_dsa44.keygen(seed);
  const key = verifierKey(name, 'cosignature-ml-dsa-44', publicKey);
  const options = hedged ? {} : { extraEntropy: false as const };
  return {
    key,
    cosign: (text, timeS) => ({
      name,
      keyId: key.id,
      signature: Buffer.concat([
        uint64(timeS),
        ml_dsa44.sign(mlDsaCosignatureMessage(name, text, timeS), secretKey, options),
      ]),
    }),
  };
}
