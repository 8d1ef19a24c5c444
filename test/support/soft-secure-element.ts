import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { DeviceError } from '../../hardware/device-error.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';

/** A secure element that lives in memory, for tests of what uses one. */
export function softSecureElement(): SecureElement & { readonly key: Uint8Array } {
  const secret = new Uint8Array(randomBytes(32));
  const wrapping = randomBytes(32);
  return {
    key: ed25519.getPublicKey(secret),
    descriptor: { kind: 'secure-element', driver: 'soft', model: 'soft', firmware: '1', simulated: true },
    connect: async () => undefined,
    disconnect: async () => undefined,
    status: () => ({ kind: 'ready' }),
    onStatus: () => () => undefined,
    selfTest: async () => ({ kind: 'passed', durationMs: 0 }),
    publicKey: async () => ed25519.getPublicKey(secret),
    sign: async (message) => ed25519.sign(message, secret),
    async wrapKey(key, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(context);
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    async unwrapKey(wrapped, context) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, 12)).setAAD(context);
        decipher.setAuthTag(wrapped.subarray(44));
        const plain = Buffer.concat([decipher.update(wrapped.subarray(12, 44)), decipher.final()]);
        const key = new Uint8Array(new ArrayBuffer(96), 0, 32);
        key.set(plain);
        return key;
      } catch (cause) {
        throw new DeviceError('secure-element', 'corrupt', 'does not unwrap', { cause });
      }
    },
  };
}
