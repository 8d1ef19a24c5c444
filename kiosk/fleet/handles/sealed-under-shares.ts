/**
 * A secret sealed for a file under shares of 32 random bytes, each in a file of its own that a person or a service manager keeps. The file
 * without all shares, or the shares without the file, are useless. XChaCha20-Poly1305 under HKDF-SHA-256 (RFC 5869) of the shares.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { createFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';

export type Share = Uint8Array;
/** One, or one for each of two people. */
export type Shares = readonly [Share] | readonly [Share, Share];

/** A kind of sealed file: it opens as no other kind. */
export interface SealedForm {
  /** The first bytes of the file, which are authenticated. */
  readonly magic: string;
  readonly purpose: string;
}

export const SHARE_BYTES = 32;
const NONCE_BYTES = 24;

/** Returns the text of the file. The caller wipes `plain`. */
export function sealUnderShares({ magic, purpose }: SealedForm, plain: Uint8Array, shares: Shares): string {
  const head = Buffer.from(magic);
  const nonce = randomBytes(NONCE_BYTES);
  const key = keyOf(purpose, shares);
  const sealed = xchacha20poly1305(key, nonce, head).encrypt(plain);
  key.fill(0);
  return `${encodeBase64Url(Buffer.concat([head, nonce, sealed]))}\n`;
}

export function isSealedForm({ magic }: SealedForm, text: string): boolean {
  const file = decodeBase64Url(text.trimEnd());
  return file !== undefined && Buffer.from(file.subarray(0, magic.length)).equals(Buffer.from(magic));
}

/** Accepts the shares in any order. `undefined` for another file or other shares. The caller wipes the result. */
export function openUnderShares(form: SealedForm, text: string, shares: Shares): Uint8Array | undefined {
  if (!isSealedForm(form, text)) return undefined;
  const file = decodeBase64Url(text.trimEnd()) ?? new Uint8Array();
  const head = Buffer.from(form.magic);
  const end = head.length + NONCE_BYTES;
  const key = keyOf(form.purpose, shares);
  try {
    return xchacha20poly1305(key, file.subarray(head.length, end), head).decrypt(file.subarray(end));
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}

/** Independent of the order of the shares. */
function keyOf(purpose: string, shares: Shares): Uint8Array {
  const all = Buffer.concat([...shares].sort((one, other) => Buffer.compare(one, other)));
  const key = hkdf(sha256, all, undefined, new TextEncoder().encode(purpose), 32);
  all.fill(0);
  return key;
}

/** Never overwrites a file. */
export function makeShareFile(file: string): 'created' | 'exists' {
  return createFileSync(file, `${randomBytes(SHARE_BYTES).toString('hex')}\n`);
}

export type ReadShare =
  | { readonly kind: 'read'; readonly share: Share }
  | { readonly kind: 'refused'; readonly why: 'exposed' | 'malformed' | 'unreadable' };

/** @param file for its owner alone, or a credential of the service manager */
export function readShareFile(file: string): ReadShare {
  try {
    if (isFileExposed(file)) return { kind: 'refused', why: 'exposed' };
    const text = readFileSync(file, 'utf8').trim();
    if (!/^[0-9a-f]{64}$/.test(text)) return { kind: 'refused', why: 'malformed' };
    return { kind: 'read', share: Uint8Array.from(Buffer.from(text, 'hex')) };
  } catch {
    return { kind: 'refused', why: 'unreadable' };
  }
}

/** The refusal in words, after the name of the file. */
export const SHARE_FAULTS: Readonly<Record<'exposed' | 'malformed' | 'unreadable', string>> = {
  exposed: 'must be for its owner alone (mode 0600 or 0400)',
  malformed: 'must hold a share: 64 hex digits',
  unreadable: 'cannot be read',
};
