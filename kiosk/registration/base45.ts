/** Base45 (RFC 9285): bytes in the characters that a QR code stores most tightly. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = ALPHABET.length;

export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const last = at + 1 === bytes.length;
    let value = last ? bytes[at]! : bytes[at]! * 256 + bytes[at + 1]!;
    for (let digit = 0; digit < (last ? 2 : 3); digit++) {
      text += ALPHABET.charAt(value % BASE);
      value = Math.floor(value / BASE);
    }
  }
  return text;
}

/** `undefined` where the text is none: another character, a length that cannot be, a group above its most. */
export function decodeBase45(text: string): Uint8Array<ArrayBuffer> | undefined {
  const rest = text.length % 3;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array(2 * Math.floor(text.length / 3) + (rest === 2 ? 1 : 0));
  for (let at = 0, to = 0; at < text.length; at += 3) {
    let value = 0;
    const group = text.slice(at, at + 3);
    for (let digit = group.length - 1; digit >= 0; digit--) {
      const place = ALPHABET.indexOf(group.charAt(digit));
      if (place < 0) return undefined;
      value = value * BASE + place;
    }
    if (value > (group.length === 3 ? 0xffff : 0xff)) return undefined;
    if (group.length === 3) bytes[to++] = value >> 8;
    bytes[to++] = value & 0xff;
  }
  return bytes;
}
