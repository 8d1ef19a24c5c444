/**
 * Base32 (RFC 4648 §6) without padding, strict: each byte string has exactly one text. A QR code stores these letters compactly, and a
 * person can copy, type or read them out.
 */
import { base32nopad } from '@scure/base';
import { strictDecoder } from './strict-decoder.ts';

export const encodeBase32: (bytes: Uint8Array) => string = base32nopad.encode;

/** @returns `undefined` for text that `encodeBase32` would not write: padding, other letters, spare bits that are not zero */
export const decodeBase32 = strictDecoder(base32nopad);
