/**
 * Base32 (RFC 4648 §6) without padding, strict: each byte string has exactly one text. Its letters are among those that a QR code stores
 * tightly, and none is lost when a text is copied, typed or read out.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let group = 0;
  let bits = 0;
  for (const byte of bytes) {
    group = (group << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((group >> (bits - 5)) & 31);
    group &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((group << (5 - bits)) & 31);
}

/** `undefined` for anything `encodeBase32` would not have written: padding, other letters, spare bits that are not zero. */
export function decodeBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let written = 0;
  let group = 0;
  let bits = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    group = (group << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = group >> bits;
      group &= (1 << bits) - 1;
    }
  }
  return bits < 5 && group === 0 ? bytes : undefined;
}
