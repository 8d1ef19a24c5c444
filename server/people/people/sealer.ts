/** Encrypts values that must not be readable in a database or a page, with keys derived from one file beside the database. */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { randomBytes } from 'node:crypto';

/** Closed list: a value sealed for one purpose does not open for another. */
export type SealPurpose =
  | 'alert-channel'
  | 'ceremony'
  | 'code-generator'
  | 'console'
  | 'declaration'
  | 'declaration-selection'
  | 'development-passkey'
  | 'drill-answer'
  | 'known-device'
  | 'network'
  | 'pace'
  | 'password'
  | 'session'
  | 'sharing-noise';

const NONCE_BYTES = 24;
const KEY_BYTES = 32;

export class Sealer {
  readonly #root: Uint8Array;
  readonly #keys = new Map<SealPurpose, Uint8Array>();

  /** @param root 32 secret bytes */
  constructor(root: Uint8Array) {
    this.#root = root;
  }

  /** The key of a purpose, 32 bytes: HKDF-SHA-256 (RFC 5869) of the root. */
  key(purpose: SealPurpose): Uint8Array {
    let key = this.#keys.get(purpose);
    if (key === undefined) {
      key = hkdf(sha256, this.#root, undefined, utf8ToBytes(`postern/people/${purpose}/v1`), KEY_BYTES);
      this.#keys.set(purpose, key);
    }
    return key;
  }

  /** XChaCha20-Poly1305 with a random nonce in front. Opens only with the same `context`. */
  seal(purpose: SealPurpose, context: string, plain: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES);
    const sealed = xchacha20poly1305(this.key(purpose), nonce, utf8ToBytes(context)).encrypt(plain);
    return Buffer.concat([nonce, sealed]);
  }

  /** `undefined` for a value that was not sealed here for this purpose and context. */
  open(purpose: SealPurpose, context: string, sealed: Uint8Array): Uint8Array | undefined {
    if (sealed.length < NONCE_BYTES) return undefined;
    try {
      const cipher = xchacha20poly1305(this.key(purpose), sealed.subarray(0, NONCE_BYTES), utf8ToBytes(context));
      return cipher.decrypt(sealed.subarray(NONCE_BYTES));
    } catch {
      return undefined;
    }
  }

  /** HMAC-SHA-256 in hex: finds a text again without storing it. */
  digest(purpose: SealPurpose, text: string): string {
    return bytesToHex(hmac(sha256, this.key(purpose), utf8ToBytes(text)));
  }
}
