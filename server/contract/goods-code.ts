/**
 * The code by which the person who brings declared goods shows their declaration at a lane. Text: `GC1:` and base32 of these bytes, integers
 * big-endian:
 *
 * | offset | bytes | content |
 * | --- | --- | --- |
 * | 0 | 1 | version, 1 |
 * | 1 | 16 | number of the declaration, random |
 * | 17 | 1 | channel when the code was made: 1 green, 2 another |
 * | 18 | 4 | first hour at which the code is no longer accepted, hours since the Unix epoch |
 * | 22 | 64 | the server's signature of bytes 0 to 21 |
 *
 * The code is the trader's signed receipt: it names no trader, no party and no goods. A lane asks the server for the present channel
 * (`goods-question.ts`). Without an answer it uses the channel in the code, where its policy permits that.
 */
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { decodeBase32, encodeBase32 } from './base32.ts';
import { ContractError } from './contract-error.ts';
import { isSignatureValid, SIGNATURE_BYTES, signingInput } from './signing.ts';

export const GOODS_CODE_PREFIX = 'GC1:';
const VERSION = 1;
const HOUR_MS = 3_600_000;
const OFFSETS = { declaration: 1, channel: 17, hour: 18, signature: 22 } as const;
const CODE_BYTES = OFFSETS.signature + SIGNATURE_BYTES;
/** Every code has this length, characters. */
export const GOODS_CODE_CHARACTERS = GOODS_CODE_PREFIX.length + Math.ceil((CODE_BYTES * 8) / 5);

/** A code is accepted for this long, rounded up to the hour. */
export const GOODS_CODE_VALID_MS = 24 * HOUR_MS;
/** Tolerated difference between the clocks of server and lane, ms. */
const CLOCK_DIFFERENCE_MS = HOUR_MS;

const CHANNELS = ['green', 'other'] as const;
export type CodedChannel = (typeof CHANNELS)[number];

export interface GoodsCode {
  /** Number of the declaration, 32 hex digits. */
  readonly declaration: string;
  /** When the code was made. */
  readonly channel: CodedChannel;
  /** Wall time from which on the code is not accepted, ms. */
  readonly endsAt: number;
}

/** When a code that is made now ends, wall ms. */
export function goodsCodeEnd(nowMs: number): number {
  return Math.ceil((nowMs + GOODS_CODE_VALID_MS) / HOUR_MS) * HOUR_MS;
}

/** The bytes of a code before its signature. Throws `ContractError` `invalid`. @param endsAt from `goodsCodeEnd` */
export function goodsCodeBytes({ declaration, channel, endsAt }: GoodsCode): Uint8Array {
  if (!/^[0-9a-f]{32}$/.test(declaration) || endsAt % HOUR_MS !== 0)
    throw new ContractError('invalid', 'a code has the number of a declaration and ends at a full hour');
  const hour = new DataView(new ArrayBuffer(4));
  hour.setUint32(0, endsAt / HOUR_MS);
  const coded = CHANNELS.indexOf(channel) + 1;
  return concatBytes(
    Uint8Array.of(VERSION),
    hexToBytes(declaration),
    Uint8Array.of(coded),
    new Uint8Array(hour.buffer),
  );
}

/** The bytes that the server signs. */
export function goodsCodeSigningInput(bytes: Uint8Array): Uint8Array {
  return signingInput('goods-code', bytes);
}

/** The text of the QR code, in its alphanumeric mode. */
export function goodsCodeText(bytes: Uint8Array, signature: Uint8Array): string {
  return GOODS_CODE_PREFIX + encodeBase32(concatBytes(bytes, signature));
}

/** `stale`: too old, or valid for longer than any code is. `other-version`: made by a later version of this program. */
export type GoodsCodeRefusal = 'malformed' | 'other-version' | 'forged' | 'stale';

export type ReadGoodsCode =
  | { readonly kind: 'valid'; readonly code: GoodsCode }
  | { readonly kind: 'refused'; readonly code: GoodsCodeRefusal };

/** Whether the characters are a code for goods, of any version, and no other code. */
export function isGoodsCode(characters: Uint8Array): boolean {
  return /^GC\d:/.test(String.fromCharCode(...characters.subarray(0, GOODS_CODE_PREFIX.length)));
}

/**
 * Reads the characters that a reader gives. The signature is verified before any content is used. Input never throws.
 *
 * @param characters printable ASCII; the result shares no memory with it
 * @param serverKeys the keys of the server that are accepted now, 32 or 33 bytes each
 *
 * @example
 * ```ts
 * import { readGoodsCode } from './server/contract/goods-code.ts';
 *
 * const characters = new TextEncoder().encode('GC1:ABC');
 * readGoodsCode(characters, { serverKeys: [], nowMs: 0 }); // => { kind: 'refused', code: 'malformed' }
 * ```
 */
export function readGoodsCode(
  characters: Uint8Array,
  { serverKeys, nowMs }: { readonly serverKeys: readonly Uint8Array[]; readonly nowMs: number },
): ReadGoodsCode {
  const text = String.fromCharCode(...characters.subarray(0, GOODS_CODE_CHARACTERS + 1));
  if (/^GC[02-9]:/.test(text)) return refused('other-version');
  if (!text.startsWith(GOODS_CODE_PREFIX) || text.length !== GOODS_CODE_CHARACTERS) return refused('malformed');
  const bytes = decodeBase32(text.slice(GOODS_CODE_PREFIX.length));
  if (bytes?.length !== CODE_BYTES) return refused('malformed');
  if (bytes[0] !== VERSION) return refused('other-version');
  const signed = bytes.subarray(0, OFFSETS.signature);
  const signature = bytes.subarray(OFFSETS.signature);
  if (!serverKeys.some((key) => isSignatureValid('goods-code', signed, signature, key))) return refused('forged');
  const channel = CHANNELS[(bytes[OFFSETS.channel] ?? 0) - 1];
  if (channel === undefined) return refused('malformed');
  const endsAt = new DataView(bytes.buffer, bytes.byteOffset).getUint32(OFFSETS.hour) * HOUR_MS;
  const latestEnd = goodsCodeEnd(nowMs) + CLOCK_DIFFERENCE_MS;
  if (nowMs >= endsAt || endsAt > latestEnd) return refused('stale');
  const declaration = bytesToHex(bytes.subarray(OFFSETS.declaration, OFFSETS.channel));
  return { kind: 'valid', code: { declaration, channel, endsAt } };
}

function refused(code: GoodsCodeRefusal): ReadGoodsCode {
  return { kind: 'refused', code };
}
