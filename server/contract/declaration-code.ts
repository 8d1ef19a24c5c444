/**
 * The code that a traveller's phone shows at a lane in place of answering the customs questions there. Text: `DC1:` and base32 of these bytes,
 * integers big-endian:
 *
 * | offset | bytes | content |
 * | --- | --- | --- |
 * | 0 | 1 | version, 1 |
 * | 1 | 16 | the first half of the SHA-256 of the rules that ask the questions |
 * | 17 | 4 | first hour at which the code is no longer accepted, hours since the Unix epoch |
 * | 21 | 32 | public key (Ed25519) that the page made for this code |
 * | 53 | 64 | the server's signature of bytes 0 to 52, the permit |
 * | 117 | 48 | amounts, 4 bytes for each of `GOODS` in that order; 0: not declared; goods without an amount have 1 |
 * | 165 | 64 | the page's signature of bytes 0 to 164 |
 *
 * The server signs the permit and never receives the amounts. The page signs them with a key that it then drops, so a code cannot be changed
 * after it was made. All codes have the same length, and the hour is the same for all codes of an hour: besides the answers a code shows
 * nothing in which it differs from another, except the random key. No code names a person, and two codes of one person share nothing.
 */
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { encodeBase32 } from './base32.ts';
import { ContractError } from './contract-error.ts';
import type { DeclarationAnswer } from './rules/answer.ts';
import { GOODS } from './rules/goods.ts';
import { isEd25519KeyAcceptable, SIGNATURE_BYTES, signingInput } from './signing.ts';

export const CODE_PREFIX = 'DC1:';
export const CODE_VERSION = 1;
const HOUR_MS = 3_600_000;
/** Where each part begins. */
export const CODE_OFFSETS = { rules: 1, hour: 17, key: 21, permitSignature: 53, amounts: 117, signature: 165 } as const;
export const AMOUNT_BYTES = 4;
export const CODE_BYTES = CODE_OFFSETS.signature + SIGNATURE_BYTES;
/** Every code has this length, characters. */
export const DECLARATION_CODE_CHARACTERS = CODE_PREFIX.length + Math.ceil((CODE_BYTES * 8) / 5);

/** A code is accepted for this long, rounded up to the hour. */
export const DECLARATION_CODE_VALID_MS = 48 * HOUR_MS;

/** The part of the rules' digest (hex) that is in codes. */
export function digestInCodes(digest: string): Uint8Array {
  return hexToBytes(digest).subarray(0, CODE_OFFSETS.hour - CODE_OFFSETS.rules);
}

/**
 * The permit's bytes, for a code that is made now. Throws `ContractError` `bad-key` for a key that is not an acceptable Ed25519 key.
 *
 * @param rulesDigest of the whole rules, hex
 * @param publicKey 32 bytes, from the page
 */
export function declarationPermit(rulesDigest: string, publicKey: Uint8Array, nowMs: number): Uint8Array {
  if (!isEd25519KeyAcceptable(publicKey))
    throw new ContractError('bad-key', 'the key of a code must be an Ed25519 key');
  const hour = new DataView(new ArrayBuffer(4));
  hour.setUint32(0, Math.ceil((nowMs + DECLARATION_CODE_VALID_MS) / HOUR_MS));
  return concatBytes(Uint8Array.of(CODE_VERSION), digestInCodes(rulesDigest), new Uint8Array(hour.buffer), publicKey);
}

/** The bytes that the server signs. */
export function declarationPermitSigningInput(permit: Uint8Array): Uint8Array {
  return signingInput('declaration-permit', permit);
}

/** Wall time from which on a code with this permit is not accepted, ms. */
export function permitEndsAt(permit: Uint8Array): number {
  return new DataView(permit.buffer, permit.byteOffset, permit.byteLength).getUint32(CODE_OFFSETS.hour) * HOUR_MS;
}

/** The bytes of a code before the page's signature. The answer must fit the questions of the permit. */
export function declarationCodeBytes(
  permit: Uint8Array,
  permitSignature: Uint8Array,
  goods: DeclarationAnswer['goods'],
): Uint8Array {
  const amounts = new DataView(new ArrayBuffer(AMOUNT_BYTES * GOODS.length));
  for (const { goods: name, amount = 1 } of goods) amounts.setUint32(GOODS.indexOf(name) * AMOUNT_BYTES, amount);
  return concatBytes(permit, permitSignature, new Uint8Array(amounts.buffer));
}

/** The bytes that the page signs. */
export function declarationCodeSigningInput(bytes: Uint8Array): Uint8Array {
  return signingInput('declaration-code', bytes);
}

/** The text of the QR code, in its alphanumeric mode. */
export function declarationCodeText(bytes: Uint8Array, signature: Uint8Array): string {
  return CODE_PREFIX + encodeBase32(concatBytes(bytes, signature));
}
