/**
 * Encrypts messages between the kiosk's process and a process that owns a device. Node copies piped data into buffers that
 * cannot be wiped, so only ciphertext passes through the pipe. Both sides agree on a key that is never sent and exists only
 * in their memory. The channel does not protect against an attacker who can write to the pipe.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { concat } from '../ber/write.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'postern channel between processes';

export interface SealedChannel {
  /** Nonce, ciphertext, tag. Wipes `plain`. */
  seal(plain: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Returns the plaintext in a separate buffer; `undefined` when the message is damaged or was sealed with another key. */
  open(sealed: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
}

export interface ChannelEnd {
  /** Sent to the other side: X25519, SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  agree(theirs: Uint8Array): SealedChannel;
}

export function channelEnd(): ChannelEnd {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    publicKey: Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' })),
    agree(theirs) {
      const their = createPublicKey({ key: Buffer.from(theirs), format: 'der', type: 'spki' });
      const secret = diffieHellman({ privateKey, publicKey: their });
      const bytes = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), PURPOSE, KEY_BYTES));
      secret.fill(0);
      const key = createSecretKey(bytes);
      bytes.fill(0);
      return {
        seal(plain) {
          const nonce = randomBytes(NONCE_BYTES);
          const cipher = createCipheriv(CIPHER, key, nonce);
          const sealed = concat(nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag());
          plain.fill(0);
          return sealed;
        },
        open(sealed) {
          const end = sealed.length - TAG_BYTES;
          if (end < NONCE_BYTES) return undefined;
          const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES));
          decipher.setAuthTag(sealed.subarray(end));
          const opened = decipher.update(sealed.subarray(NONCE_BYTES, end));
          const plain = Uint8Array.from(opened);
          opened.fill(0);
          try {
            decipher.final();
            return plain;
          } catch {
            plain.fill(0);
            return undefined;
          }
        },
      };
    },
  };
}
