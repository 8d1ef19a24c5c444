/**
 * A chain: a secret of 32 bytes that can only move forward. Each step derives the next secret by a one-way function and
 * destroys the previous one, so values derived from that one cannot be computed again.
 *
 * The step is `AES-256-ECB(secret, SHA-256(label))`, two blocks. It is the derivation that PKCS #11 names
 * CKM_AES_ECB_ENCRYPT_DATA (version 2.40, §2.15), because SoftHSM and most hardware tokens can do it internally. It is
 * one-way as long as AES-256 resists key recovery from a known plaintext. Different labels give independent secrets.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { DeviceError } from '../device/device-error.ts';
import { offHeap } from '../host/off-heap.ts';

export const CHAIN_PURPOSES = [
  /** For document handles: one chain for the whole fleet, one place per day. */
  'handles',
  /** For a key to which another secret is sealed, once. */
  'transport',
  /** For the tags of watchlists: one chain for the whole fleet, which is never moved. */
  'watchlists',
  /** For pseudonyms of documents: one chain for each partner's key, which is never moved. */
  'partners',
] as const;
export type ChainPurpose = (typeof CHAIN_PURPOSES)[number];

export interface ChainName {
  readonly purpose: ChainPurpose;
  /** Number of the chain for this purpose, 0 to 2^32-1. */
  readonly generation: number;
  /** Number of steps taken, 0 to 2^32-1. */
  readonly place: number;
}

/** The chains of a provider. The error codes are the codes of `KeyProvider`. */
export interface Chains {
  /** Lists purpose, generation and place of each chain, in that order. */
  chains(): Promise<readonly ChainName[]>;
  /** Creates a chain from the provider's random bytes. Rejects with `refused` when it exists or there is no room. */
  makeChain(name: ChainName): Promise<void>;
  /** Creates a chain from a secret of 32 bytes, which the caller wipes. Rejects as `makeChain` does. */
  importChain(name: ChainName, secret: Uint8Array): Promise<void>;
  /**
   * Derives `to` from `from`, durably, by one step for each label (1 to `CHAIN_STEPS_MAX`). Intermediate secrets are not
   * stored, and `from` remains until it is destroyed. Rejects with `unknown-key` when `from` does not exist, and as
   * `makeChain` does for `to`.
   */
  advanceChain(from: ChainName, labels: readonly string[], to: ChainName): Promise<void>;
  /** HMAC-SHA-256 of `input` under the secret one step from `name` with `label`: 32 secret bytes. Rejects with `unknown-key`. */
  chainPrf(name: ChainName, label: string, input: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Destroys a chain permanently. Does nothing when it does not exist. */
  destroyChain(name: ChainName): Promise<void>;
}

export const CHAIN_BYTES = 32;
/**
 * Two generations of handles, each at two places during a move; three transport keys; two generations for watchlists; four keys of partners.
 */
export const CHAINS_MAX = 13;
/** Enough for a lane that was off for two months; more steps take several calls. */
export const CHAIN_STEPS_MAX = 64;

/** The plaintext of a step. */
export function chainStepInput(label: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(label).digest());
}

/** Performs one step in memory. The result is in a buffer that can be wiped; the caller wipes `secret`. */
export function chainStep(secret: Uint8Array, label: string): Uint8Array<ArrayBuffer> {
  const cipher = createCipheriv('aes-256-ecb', secret, null).setAutoPadding(false);
  const block = cipher.update(chainStepInput(label));
  const next = offHeap(CHAIN_BYTES);
  next.set(block);
  block.fill(0);
  return next;
}

/** Performs one step for each label and wipes the intermediate secrets. */
export function chainSteps(secret: Uint8Array, labels: readonly string[]): Uint8Array<ArrayBuffer> {
  let at = offHeap(CHAIN_BYTES);
  at.set(secret);
  for (const label of labels) {
    const next = chainStep(at, label);
    at.fill(0);
    at = next;
  }
  return at;
}

/** As `Chains.chainPrf`, in this process's memory. */
export function chainPrf(secret: Uint8Array, label: string, input: Uint8Array): Uint8Array<ArrayBuffer> {
  const key = chainStep(secret, label);
  const digest = createHmac('sha256', key).update(input).digest();
  const value = offHeap(digest.length);
  value.set(digest);
  digest.fill(0);
  key.fill(0);
  return value;
}

const isWord = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= 0xffff_ffff;

/** Throws `RangeError`, because an invalid name is an error of the caller. */
export function assertChainName({ generation, place }: ChainName): void {
  if (!isWord(generation) || !isWord(place)) throw new RangeError('a chain has a generation and a place of 32 bits');
}

export function assertChainSecret(secret: Uint8Array): void {
  if (secret.length !== CHAIN_BYTES) throw new RangeError(`a chain has a secret of ${CHAIN_BYTES} bytes`);
}

export function assertChainSteps(labels: readonly string[]): void {
  if (labels.length < 1 || labels.length > CHAIN_STEPS_MAX) {
    throw new RangeError(`a chain is moved by 1 to ${CHAIN_STEPS_MAX} steps at a time`);
  }
}

export function byChainName(one: ChainName, other: ChainName): number {
  const purpose = CHAIN_PURPOSES.indexOf(one.purpose) - CHAIN_PURPOSES.indexOf(other.purpose);
  return purpose || one.generation - other.generation || one.place - other.place;
}

export function isSameChain(one: ChainName, other: ChainName): boolean {
  return byChainName(one, other) === 0;
}

export function unknownChain({ purpose, generation, place }: ChainName): DeviceError {
  const message = `there is no chain for ${purpose} of generation ${generation} at place ${place}`;
  return new DeviceError('secure-element', 'unknown-key', message);
}

export function chainRefused(why: 'exists' | 'full'): DeviceError {
  const message =
    why === 'exists' ? 'a chain of that name exists' : `there is no room for more than ${CHAINS_MAX} chains`;
  return new DeviceError('secure-element', 'refused', message);
}
