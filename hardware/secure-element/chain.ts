/**
 * A chain: a secret of 32 bytes that can only be moved forward. Each step makes the next secret from the one before by a one-way
 * function, and the one before is destroyed: what was made under it cannot be made again.
 *
 * The step is `AES-256-ECB(secret, SHA-256(label))`, two blocks. It is the derivation that PKCS #11 names CKM_AES_ECB_ENCRYPT_DATA
 * (version 2.40, §2.15), because SoftHSM and most hardware tokens can do it without the secret leaving them. It is one-way as long
 * as AES-256 hides its key from a known plaintext, and labels that differ give secrets that are independent.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { DeviceError } from '../device-error.ts';
import { offHeap } from '../off-heap.ts';

export const CHAIN_PURPOSES = [
  /** Of document handles: one for the whole fleet, a place a day. */
  'handles',
  /** Of a key that another secret is sealed to, once. */
  'transport',
] as const;
export type ChainPurpose = (typeof CHAIN_PURPOSES)[number];

export interface ChainName {
  readonly purpose: ChainPurpose;
  /** Which chain of this purpose, 0 to 2^32-1. */
  readonly generation: number;
  /** How far it has been moved, 0 to 2^32-1. */
  readonly place: number;
}

/** The secrets at the places where chains stand. The codes are those of `KeyProvider`. */
export interface Chains {
  /** Purpose, generation and place of each, ordered by these. */
  chains(): Promise<readonly ChainName[]>;
  /** Makes a chain of the provider's own random bytes. Rejects with `refused` when it is there or there is no room. */
  makeChain(name: ChainName): Promise<void>;
  /** Takes in a secret of 32 bytes; the caller wipes its own. Rejects as `makeChain` does. */
  importChain(name: ChainName, secret: Uint8Array): Promise<void>;
  /**
   * Makes `to` from `from` by a step for each label, 1 to `CHAIN_STEPS_MAX`, durably. What is between them is kept nowhere, and `from`
   * stays until it is destroyed. Rejects with `unknown-key` when there is no `from`, and as `makeChain` does for `to`.
   */
  advanceChain(from: ChainName, labels: readonly string[], to: ChainName): Promise<void>;
  /** HMAC-SHA-256 of `input` under the secret one step from `name` with `label`: 32 secret bytes. Rejects with `unknown-key`. */
  chainPrf(name: ChainName, label: string, input: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** For good; one that is not there is no error. */
  destroyChain(name: ChainName): Promise<void>;
}

export const CHAIN_BYTES = 32;
/** Two generations of two purposes, each at two places while it is moved. */
export const CHAINS_MAX = 8;
/** A lane that was off for two months; a longer way takes more calls. */
export const CHAIN_STEPS_MAX = 64;

/** What a step encrypts. */
export function chainStepInput(label: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(label).digest());
}

/** One step in this process's memory. The result is in a buffer that can be wiped; `secret` stays the caller's. */
export function chainStep(secret: Uint8Array, label: string): Uint8Array<ArrayBuffer> {
  const cipher = createCipheriv('aes-256-ecb', secret, null).setAutoPadding(false);
  const block = cipher.update(chainStepInput(label));
  const next = offHeap(CHAIN_BYTES);
  next.set(block);
  block.fill(0);
  return next;
}

/** The steps of `labels`, one after the other; what is between is wiped. */
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

/** Throws `RangeError`: a caller's mistake, not the element's answer. */
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
    why === 'exists' ? 'there is a chain of that name' : `there is no room for more than ${CHAINS_MAX} chains`;
  return new DeviceError('secure-element', 'refused', message);
}
