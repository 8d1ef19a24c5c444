/** base64url (RFC 4648 §5) without padding, strict: each byte string has exactly one text. */
import { base64urlnopad } from '@scure/base';
import { strictDecoder } from './strict-decoder.ts';

export const encodeBase64Url: (bytes: Uint8Array) => string = base64urlnopad.encode;

/** @returns `undefined` for text that `encodeBase64Url` would not write: padding, other letters, spare bits that are not zero */
export const decodeBase64Url = strictDecoder(base64urlnopad);
