/**
 * The holder's token, carried as a QR code, without which the record does not open. Text: `PT1:` and base45 (RFC 9285) of
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | version, 1 |
 * | 1 | 16 | id of the record |
 * | 17 | 32 | key |
 * | 49 | 4 | the first bytes of SHA-256 of the preceding fields: distinguishes a misread code from a wrong one |
 */
import { createHash, randomFillSync } from 'node:crypto';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { offHeap } from '../../../hardware/host/off-heap.ts';

const PREFIX = 'PT1:';
const PREFIX_BYTES = new TextEncoder().encode(PREFIX);
const VERSION = 1;
const ID_AT = 1;
const KEY_AT = 17;
const CHECK_AT = 49;
const TOKEN_BYTES = 53;
const TEXT_LENGTH = PREFIX.length + 80;

export interface HolderToken {
  /** 32 hex digits. */
  readonly recordId: string;
  /** 32 bytes, wiped by the owner of the token. */
  readonly key: Uint8Array;
}

export function newHolderToken(recordId: string): HolderToken {
  return { recordId, key: randomFillSync(offHeap(CHECK_AT - KEY_AT)) };
}

/** Returns a string, which cannot be wiped: it is for the holder and leaves the kiosk. */
export function writeHolderToken({ recordId, key }: HolderToken): string {
  const bytes = offHeap(TOKEN_BYTES);
  bytes[0] = VERSION;
  bytes.set(Buffer.from(recordId, 'hex'), ID_AT);
  bytes.set(key, KEY_AT);
  bytes.set(checkOf(bytes), CHECK_AT);
  const text = PREFIX + encodeBase45(bytes);
  bytes.fill(0);
  return text;
}

/** Parses ASCII characters, which the caller wipes. `undefined` when they are not a token. */
export function readHolderToken(text: Uint8Array): HolderToken | undefined {
  if (text.length !== TEXT_LENGTH || !PREFIX_BYTES.every((byte, at) => text[at] === byte)) return undefined;
  const bytes = decodeBase45(text.subarray(PREFIX.length));
  if (bytes === undefined) return undefined;
  const sound = bytes.length === TOKEN_BYTES && bytes[0] === VERSION && checkOf(bytes).equals(bytes.subarray(CHECK_AT));
  const key = offHeap(CHECK_AT - KEY_AT);
  key.set(bytes.subarray(KEY_AT, CHECK_AT));
  const recordId = Buffer.from(bytes.subarray(ID_AT, KEY_AT)).toString('hex');
  bytes.fill(0);
  if (sound) return { recordId, key };
  key.fill(0);
  return undefined;
}

function checkOf(bytes: Uint8Array): Buffer {
  return createHash('sha256')
    .update(bytes.subarray(0, CHECK_AT))
    .digest()
    .subarray(0, TOKEN_BYTES - CHECK_AT);
}
