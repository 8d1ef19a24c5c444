/**
 * The suite of `sealed-form.ts` for the server: X25519 is OpenSSL's, which takes less time than the one in JavaScript that browsers use, and
 * wipes its secrets. ML-KEM is in JavaScript in both.
 */
import { createHmac, createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';

/** PKCS #8 and SubjectPublicKeyInfo of an X25519 key (RFC 8410), up to its 32 bytes. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/** Keys of offices, by their bytes. A list has at most some dozens. */
const MAX_PUBLIC_KEYS = 256;

/** X-Wing with OpenSSL's X25519. */
export class ServerXWing extends XWing {
  /** An encapsulation uses its secret twice; making OpenSSL's key of it takes longer than using it. It ends with the secret's bytes. */
  readonly #secrets = new WeakMap<Uint8Array, KeyObject>();
  readonly #publicKeys = new Map<string, KeyObject>();

  constructor() {
    super();
    this._x25519.derive = (secret, publicKey) => Promise.resolve().then(() => this.#x25519(secret, publicKey));
  }

  /** RFC 7748 §5. Throws for a secret of zeros (§6.1), which only a wrong public key gives. */
  #x25519(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
    return diffieHellman({ privateKey: this.#privateKey(secret), publicKey: this.#publicKey(publicKey) });
  }

  #privateKey(secret: Uint8Array): KeyObject {
    const known = this.#secrets.get(secret);
    if (known !== undefined) return known;
    const der = Buffer.alloc(PRIVATE_PREFIX.length + secret.length);
    der.set(PRIVATE_PREFIX);
    der.set(secret, PRIVATE_PREFIX.length);
    try {
      const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      this.#secrets.set(secret, key);
      return key;
    } finally {
      der.fill(0);
    }
  }

  #publicKey(bytes: Uint8Array): KeyObject {
    const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
    const known = this.#publicKeys.get(name);
    if (known !== undefined) return known;
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, bytes]), format: 'der', type: 'spki' });
    if (this.#publicKeys.size < MAX_PUBLIC_KEYS) this.#publicKeys.set(name, key);
    return key;
  }
}

const HASH_BYTES = 32;
type Bytes = ArrayBufferLike | ArrayBufferView;

/** HKDF-SHA256 (RFC 5869) without a round trip to another thread for each of the dozen short hashes of a context. */
class ServerHkdf extends HkdfSha256 {
  override async extract(salt: Bytes, ikm: Bytes): Promise<ArrayBuffer> {
    const key = salt.byteLength === 0 ? new Uint8Array(HASH_BYTES) : viewOf(salt);
    return ownCopy(createHmac('sha256', key).update(viewOf(ikm)).digest());
  }

  override async expand(prk: Bytes, info: Bytes, length: number): Promise<ArrayBuffer> {
    if (length > HASH_BYTES) return super.expand(prk, info, length);
    const block = createHmac('sha256', viewOf(prk)).update(viewOf(info)).update(Uint8Array.of(1)).digest();
    const okm = ownCopy(block.subarray(0, length));
    block.fill(0);
    return okm;
  }

  override async extractAndExpand(salt: Bytes, ikm: Bytes, info: Bytes, length: number): Promise<ArrayBuffer> {
    const prk = await this.extract(salt, ikm);
    const okm = await this.expand(prk, info, length);
    new Uint8Array(prk).fill(0);
    return okm;
  }
}

function viewOf(bytes: Bytes): Uint8Array {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

function ownCopy(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

export const sealingSuite = new CipherSuite({ kem: new ServerXWing(), kdf: new ServerHkdf(), aead: new Aes256Gcm() });
