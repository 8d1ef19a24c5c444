import type { DeviceErrorCode } from '../device-error.ts';
import type { Chains } from './chain.ts';

/**
 * Where the keys at the root of a kiosk live and work. None of them ever leaves: what goes in and comes out is messages,
 * signatures and other keys, wrapped. The same suite in `test/contracts` holds the file of a development kiosk and a PKCS#11
 * token to each line.
 *
 * - **Keys.** One Ed25519 signing key (RFC 8032), one HMAC-SHA-256 key for pseudo-random values (RFC 2104), and roots: AES-256
 *   keys with a generation number, of which the newest wraps and each that is left unwraps. Chains, which `chain.ts` describes.
 * - **Order.** Calls may overlap; they are served in the order in which they were made.
 * - **Rotation.** `rotateRoot` makes a new generation and destroys nothing. A root is destroyed on its own, once nothing is
 *   wrapped under it any more: whoever keeps wrapped keys decides that (`kiosk/vault/keys`).
 * - **Memory.** What comes out that is secret is a view of a buffer of at least 65 bytes, which can be wiped: smaller ones live on the
 *   engine's heap and are copied about. What goes in stays the caller's, who wipes it.
 * - **Loss.** A provider that is lost answers nothing: `disconnected` until it has been connected again. Whether it works is asked by
 *   `Device.selfTest`, which uses each kind of key; that it is lost is told by `Device.onStatus`.
 */
export interface KeyProvider extends Chains {
  /** The Ed25519 public key, 32 bytes. */
  publicKey(): Promise<Uint8Array>;
  /** Ed25519 signature over `message`, 64 bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** HMAC-SHA-256 of `input` under a key for nothing else, 32 secret bytes. The caller puts the purpose into `input`. */
  prf(input: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** `length` bytes, 1 to `RANDOM_BYTES_MAX`, of the provider's own random generator. Rejects with `unsupported` where it has none. */
  random(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Wraps 32 bytes of key under the newest root, bound to `context`; see `wrapped-key.ts`. */
  wrapKey(key: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** The 32 bytes. Rejects with `tampered` or `unknown-key`. */
  unwrapKey(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Generations of the roots that exist, oldest first. */
  roots(): Promise<readonly number[]>;
  /** Makes the next root, durably. Resolves to its generation. Rejects with `refused` when there is no room for one. */
  rotateRoot(): Promise<number>;
  /** Destroys a root for good; one that is not there is no error. Rejects with `refused` for the newest. */
  destroyRoot(generation: number): Promise<void>;
}

/** Most bytes of one call of `random`: four seeds. */
export const RANDOM_BYTES_MAX = 128;

export function assertRandomLength(length: number): void {
  if (!Number.isInteger(length) || length < 1 || length > RANDOM_BYTES_MAX) {
    throw new RangeError(`1 to ${RANDOM_BYTES_MAX} random bytes can be asked for`);
  }
}

/**
 * The codes of `DeviceError` that a key provider rejects with, and nothing else:
 * not there (`not-connected`, `disconnected`, `timed-out`), given up (`aborted`), does not let us in (`not-permitted`: wrong or locked
 * PIN), cannot do it or was never initialised (`unsupported`), answered nonsense (`corrupt`), and three about keys (`unknown-key`,
 * `tampered`, `refused`), after which the provider is as well as before.
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
