/** Text and base64 of the C2SP specifications, strict: each byte string has exactly one text. Runs in Node and in browsers. */
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** No sign, no leading zero (tlog-checkpoint "Note text", tlog-proof). */
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * Standard base64 with padding (RFC 4648 §4). The platform's decoder also accepts white space, missing padding and nonzero spare bits, which
 * would be a second spelling of the same signature. Throws `LedgerError` `malformed-base64`.
 */
export function decodeBase64(text: string): Uint8Array {
  if (BASE64.test(text)) {
    const letters = atob(text);
    if (btoa(letters) === text) return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  }
  throw new LedgerError('malformed-base64', 'not base64 in the form of RFC 4648 §4');
}

export function encodeBase64(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** Keeps a byte order mark as a character; without it two files would decode to the same text. Throws with `code`. */
export function decodeUtf8(bytes: Uint8Array, code: LedgerErrorCode): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LedgerError(code, 'not UTF-8', { cause });
  }
}

/** A whole number below 2^53 in decimal without sign or leading zeros; `undefined` for any other text. */
export function decodeDecimal(text: string): number | undefined {
  const value = Number(text);
  return DECIMAL.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

/** Big-endian, 8 bytes. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
