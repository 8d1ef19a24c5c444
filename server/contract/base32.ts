/**
 * Base32 (RFC 4648 §6) without padding, strict: each byte string has exactly one text. Its letters are among those that a QR code stores
 * compactly, and they survive being copied, typed or read out.
 */
import { base32nopad } from '@scure/base';
import { strictDecoder } from './strict-decoder.ts';

export const encodeBase32: (bytes: Uint8Array) => string = base32nopad.encode;

/** `undefined` for any text that `encodeBase32` would not write: padding, other letters, spare bits that are not zero. */
export const decodeBase32 = strictDecoder(base32nopad);
