/**
 * Keys with which the lane proves to chips that it may read fingerprints (Terminal Authentication, ICAO 9303-11 §7.1). They are
 * made in the element and do not leave it; an authority certifies their public halves.
 */

/** P-256 is what every element offers. Many states use brainpoolP256r1, which TPMs do not offer. */
export const TERMINAL_CURVES = ['P-256', 'brainpoolP256r1'] as const;
export type TerminalCurve = (typeof TERMINAL_CURVES)[number];

export interface TerminalKey {
  /** Chosen by the operator. */
  readonly name: string;
  readonly curve: TerminalCurve;
  /** Uncompressed, 65 bytes. */
  readonly point: Uint8Array;
}

/** The error codes are the codes of `KeyProvider`. */
export interface TerminalKeys {
  /** In the order of their names. */
  list(): Promise<readonly TerminalKey[]>;
  /** Rejects with `refused` when there is a key of this name or no room, and with `unsupported` for a curve that the element lacks. */
  make(name: string, curve: TerminalCurve): Promise<TerminalKey>;
  /** ECDSA over a SHA-256 digest of 32 bytes: r and s, 64 bytes. Rejects with `unknown-key`. */
  sign(name: string, digest: Uint8Array): Promise<Uint8Array>;
  /**
   * Removes a key. Does nothing when there is none. A token destroys it; a TPM keeps the key in a wrapped file, and a copy of that file
   * still works in the same TPM.
   */
  destroy(name: string): Promise<void>;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
export const DIGEST_BYTES = 32;
/** A rotation needs two for each state whose chips the lane reads. */
export const TERMINAL_KEYS_MAX = 8;

export function isTerminalKeyName(name: string): boolean {
  return NAME.test(name);
}

/** Throws `RangeError`, because an invalid name is an error of the caller. */
export function assertTerminalKeyName(name: string): void {
  if (!isTerminalKeyName(name))
    throw new RangeError('a key of a terminal has a name of at most 32 small letters, digits, hyphens');
}

export function assertDigest(digest: Uint8Array): void {
  if (digest.length !== DIGEST_BYTES) throw new RangeError(`a terminal signs digests of ${DIGEST_BYTES} bytes`);
}
