/** Encryption and authentication of a session, ICAO 9303-11 §9.7 and §9.8. */
import { createHash } from 'node:crypto';
import { concat } from '../../../ber/write.ts';
import { aesCbc, aesEcb, type Direction, tripleDesCbc } from './block-cipher.ts';
import { retailMac, shortCmac } from './message-authentication.ts';

export type CipherName = '3des' | 'aes-128' | 'aes-192' | 'aes-256';

/** §9.7.1: purpose of a derived key. */
export type KeyPurpose = 'encryption' | 'authentication' | 'password';

export interface CipherSuite {
  readonly name: CipherName;
  readonly blockBytes: 8 | 16;
  readonly keyBytes: 16 | 24 | 32;
  /** CBC on whole blocks. The IV is zero unless given. */
  cbc(direction: Direction, key: Uint8Array, data: Uint8Array, iv?: Uint8Array): Uint8Array<ArrayBuffer>;
  /** IV of secure messaging: zero for 3DES (§9.8.6.1), the encrypted counter for AES (§9.8.7.1). */
  messagingIv(key: Uint8Array, counter: Uint8Array): Uint8Array<ArrayBuffer>;
  /** 8 bytes. Pads the message where the algorithm does. */
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer>;
  /** KDF of §9.7.1. */
  deriveKey(secret: Uint8Array, purpose: KeyPurpose): Uint8Array<ArrayBuffer>;
}

const COUNTERS: Readonly<Record<KeyPurpose, number>> = { encryption: 1, authentication: 2, password: 3 };

const TRIPLE_DES: CipherSuite = {
  name: '3des',
  blockBytes: 8,
  keyBytes: 16,
  cbc: (direction, key, data, iv = new Uint8Array(8)) => tripleDesCbc(direction, key, iv, data),
  messagingIv: () => new Uint8Array(8),
  authenticate: retailMac,
  deriveKey: (secret, purpose) => withParity(derive('sha1', 16, secret, purpose)),
};

const aes = (name: CipherName, keyBytes: 16 | 24 | 32): CipherSuite => ({
  name,
  blockBytes: 16,
  keyBytes,
  cbc: (direction, key, data, iv = new Uint8Array(16)) => aesCbc(direction, key, iv, data),
  messagingIv: aesEcb,
  authenticate: shortCmac,
  deriveKey: (secret, purpose) => derive(keyBytes === 16 ? 'sha1' : 'sha256', keyBytes, secret, purpose),
});

export const CIPHER_SUITES: Readonly<Record<CipherName, CipherSuite>> = {
  '3des': TRIPLE_DES,
  'aes-128': aes('aes-128', 16),
  'aes-192': aes('aes-192', 24),
  'aes-256': aes('aes-256', 32),
};

function derive(
  hash: 'sha1' | 'sha256',
  keyBytes: number,
  secret: Uint8Array,
  purpose: KeyPurpose,
): Uint8Array<ArrayBuffer> {
  const input = concat(secret, Uint8Array.of(0, 0, 0, COUNTERS[purpose]));
  const digest = createHash(hash).update(input).digest();
  input.fill(0);
  const key = Uint8Array.from(digest.subarray(0, keyBytes));
  digest.fill(0);
  return key;
}

/** §9.7.1.1: the low bit of each byte makes the number of ones odd. */
function withParity(key: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return key.map((byte) => {
    const seven = byte & 0xfe;
    let ones = 0;
    for (let rest = seven; rest > 0; rest >>= 1) ones += rest & 1;
    return seven | (ones % 2 === 0 ? 1 : 0);
  });
}
