import type { DeviceErrorCode } from '../device/device-error.ts';
import type { Chains } from './chain.ts';

/**
 * Stores and uses a kiosk's root keys. The keys never leave the provider: its inputs and outputs are messages, signatures
 * and wrapped keys. One suite in `test/contracts` verifies this contract for the key file of a development kiosk, PKCS #11
 * tokens and TPMs.
 *
 * - **Keys.** One signing key, Ed25519 (RFC 8032) or ECDSA on P-256 (FIPS 186-5), one HMAC-SHA-256 key for pseudo-random values (RFC 2104), and roots:
 *   AES-256 keys with a generation number. The newest root wraps; every existing root unwraps. `chain.ts` describes chains.
 * - **Order.** Calls may overlap; they are served in call order.
 * - **Rotation.** `rotateRoot` creates a new generation and destroys nothing. `kiosk/vault/captures/keys`, which stores the wrapped
 *   keys, destroys a root once no key is wrapped under it.
 * - **Memory.** Secret results are in buffers of at least 65 bytes, which can be wiped: V8 keeps smaller ones on its heap
 *   and copies them. The caller wipes its arguments.
 * - **Loss.** A lost provider rejects every call with `disconnected` until it is connected again. `Device.onStatus` reports
 *   the loss. `Device.selfTest` uses each kind of key.
 */
export interface KeyProvider extends Chains {
  /** The public key, whose length tells the algorithm: 32 bytes (Ed25519) or 33 (P-256, compressed point). */
  publicKey(): Promise<Uint8Array>;
  /**
   * Signature over `message`, 64 bytes: Ed25519, or r and s of ECDSA with SHA-256, with s at most half the group's order.
   */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /**
   * HMAC-SHA-256 of `input`, at most `PRF_INPUT_BYTES_MAX`, under a dedicated key, 32 secret bytes. The caller includes the
   * purpose in `input`.
   */
  prf(input: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * `length` bytes, 1 to `RANDOM_BYTES_MAX`, of the provider's random generator. Rejects with `unsupported` when it has
   * none.
   */
  random(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Wraps 32 bytes of key under the newest root, bound to `context`; see `wrapped-key.ts`. */
  wrapKey(key: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** Returns the 32 bytes. Rejects with `tampered` or `unknown-key`. */
  unwrapKey(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Generations of the roots that exist, oldest first. */
  roots(): Promise<readonly number[]>;
  /** Creates the next root durably and resolves to its generation. Rejects with `refused` when there is no room. */
  rotateRoot(): Promise<number>;
  /** Destroys a root permanently. Does nothing when it does not exist. Rejects with `refused` for the newest. */
  destroyRoot(generation: number): Promise<void>;
}

/** Largest input of `prf`: a TPM takes no more at a time. */
export const PRF_INPUT_BYTES_MAX = 1_024;

export function assertPrfInput(input: Uint8Array): void {
  if (input.length > PRF_INPUT_BYTES_MAX) throw new RangeError(`the input has at most ${PRF_INPUT_BYTES_MAX} bytes`);
}

/** Largest length for one call of `random`: four seeds. */
export const RANDOM_BYTES_MAX = 128;

export function assertRandomLength(length: number): void {
  if (!Number.isInteger(length) || length < 1 || length > RANDOM_BYTES_MAX) {
    throw new RangeError(`1 to ${RANDOM_BYTES_MAX} random bytes can be asked for`);
  }
}

/**
 * The codes of `DeviceError` that a key provider rejects with: unreachable (`not-connected`, `disconnected`, `timed-out`),
 * cancelled (`aborted`), use refused because of a wrong or locked PIN, a lockout or a policy (`not-permitted`), unable or not initialised
 * (`unsupported`), invalid answer (`corrupt`), and three about single keys (`unknown-key`, `tampered`, `refused`), after
 * which the provider remains usable.
 */
export const KEY_PROVIDER_ERROR_CODES = [
  'not-connected',
  'disconnected',
  'timed-out',
  'aborted',
  'not-permitted',
  'unsupported',
  'corrupt',
  'unknown-key',
  'tampered',
  'refused',
] as const satisfies readonly DeviceErrorCode[];
