import type { Device } from '../device.ts';

/**
 * The kiosk's keys, which never leave it: one Ed25519 signing key (RFC 8032) and one AES-256 wrapping key.
 *
 * Unlike other devices it queues: calls may overlap and are served in order.
 */
export interface SecureElement extends Device {
  /** The Ed25519 public key, 32 bytes. */
  publicKey(): Promise<Uint8Array>;
  /** Ed25519 signature over `message`, 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /**
   * Wraps 32 bytes of key under the element's wrapping key, bound to `context` (AES-256-GCM, NIST SP 800-38D; 12-byte
   * nonce, 32-byte ciphertext, 16-byte tag). The caller still owns `key` and wipes it.
   */
  wrapKey(key: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** The 32 bytes, in a fresh buffer at least 65 bytes long, or `corrupt` when wrapped elsewhere, changed, or bound to another context. */
  unwrapKey(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}
