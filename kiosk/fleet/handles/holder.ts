/**
 * The holders' file: the chain of the fleet's handle key at its last day of use, and the key that signs sealed keys. The
 * file is sealed under two shares of 32 random bytes, kept by two people. The file without both shares, or the shares
 * without the file, are useless. All three together open the handles of the last day of use and later, but of no earlier
 * day.
 */
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { chainSteps } from '../../../hardware/secure-element/chain.ts';
import { stepsBetween } from './handle-day.ts';
import { openUnderShares, type SealedForm, sealUnderShares, type Share } from './sealed-under-shares.ts';

export interface HeldKey {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
  readonly generation: number;
  /** Day of the chain. */
  readonly day: number;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

const FORM: SealedForm = { magic: 'postern handle key holder 1\n', purpose: 'postern/handle-key-holder/v1' };
const HELD_BYTES = 32 + 4 + 4 + 32;
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX_BYTES = 12;

export type Shares = readonly [Share, Share];

/** Makes a new key from `day` on. @param before the replaced key, whose signing key is kept */
export function newHeldKey(day: number, before?: HeldKey): HeldKey {
  return {
    seed: before === undefined ? randomBytes(32) : Uint8Array.from(before.seed),
    generation: (before?.generation ?? 0) + 1,
    day,
    secret: randomBytes(32),
  };
}

/** Moves the key forward to `day`, never back. The caller wipes the previous one. */
export function movedTo(held: HeldKey, day: number): HeldKey {
  const to = Math.max(held.day, day);
  return {
    ...held,
    seed: Uint8Array.from(held.seed),
    day: to,
    secret: chainSteps(held.secret, stepsBetween(held.day, to)),
  };
}

export function wipeHeldKey({ seed, secret }: HeldKey): void {
  seed.fill(0);
  secret.fill(0);
}

/** Returns the text of the file. */
export function sealHeldKey({ seed, generation, day, secret }: HeldKey, shares: Shares): string {
  const plain = new Uint8Array(HELD_BYTES);
  const view = new DataView(plain.buffer);
  plain.set(seed);
  view.setUint32(32, generation);
  view.setUint32(36, day);
  plain.set(secret, 40);
  const text = sealUnderShares(FORM, plain, shares);
  plain.fill(0);
  return text;
}

/** Accepts the shares in any order. `undefined` for a different file or different shares. */
export function openHeldKey(text: string, shares: Shares): HeldKey | undefined {
  const plain = openUnderShares(FORM, text, shares);
  if (plain?.length !== HELD_BYTES) return undefined;
  const view = new DataView(plain.buffer, plain.byteOffset);
  const held = {
    seed: plain.slice(0, 32),
    generation: view.getUint32(32),
    day: view.getUint32(36),
    secret: plain.slice(40),
  };
  plain.fill(0);
  return held;
}

export interface HolderSigner {
  /** 32 bytes, for the configuration of lanes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export function signerOf({ seed }: HeldKey): HolderSigner {
  const pkcs8 = Buffer.concat([PKCS8_PREFIX, seed]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  pkcs8.fill(0);
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX_BYTES);
  return { publicKey: Uint8Array.from(publicKey), sign: (message) => new Uint8Array(sign(null, message, key)) };
}
