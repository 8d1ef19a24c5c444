/** Texts and base64 of the C2SP specifications, strict: each byte string has exactly one text. */
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** No sign, no leading zero (tlog-checkpoint "Note text", tlog-proof). */
const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * Standard base64 with padding (RFC 4648 §4). Node's own decoder takes other alphabets, junk and spare bits that are not
 * zero; such a text would be a second spelling of the same signature. Throws `LedgerError` `malformed-base64`.
 */
export function decodeBase64(text: string): Uint8Array {
  if (BASE64.test(text)) {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.toString('base64') === text) return bytes;
  }
  throw new LedgerError('malformed-base64', 'not base64 as RFC 4648 §4 writes it');
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A byte order mark is a character like any other: dropped, two files would read the same. Throws with `code`. */
export function decodeUtf8(bytes: Uint8Array, code: LedgerErrorCode): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LedgerError(code, 'not UTF-8', { cause });
  }
}

/** A whole number below 2^53 in its one decimal form; `undefined` for any other text. */
export function decodeDecimal(text: string): number | undefined {
  const value = Number(text);
  return DECIMAL.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

/** Big-endian, 8 bytes. */
export function uint64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
