/** Base45 (RFC 9285): encodes bytes in the alphanumeric characters of QR codes. */
import { offHeap } from '../../../hardware/host/off-heap.ts';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = ALPHABET.length;
/** ASCII to digit. */
const DIGITS: ReadonlyMap<number, number> = new Map(
  Array.from(ALPHABET, (character, digit) => [character.charCodeAt(0), digit]),
);

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

/**
 * Decodes ASCII text into a separate buffer that can be wiped. `undefined` when malformed: an invalid character, an
 * impossible length, or a group above its maximum.
 */
export function decodeBase45(text: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const rest = text.length % 3;
  if (rest === 1) return undefined;
  const length = 2 * Math.floor(text.length / 3) + (rest === 2 ? 1 : 0);
  const bytes = offHeap(length);
  const refuse = (): undefined => void bytes.fill(0);
  for (let at = 0, to = 0; at < text.length; at += 3) {
    const digits = Math.min(3, text.length - at);
    let value = 0;
    for (let digit = digits - 1; digit >= 0; digit--) {
      const place = DIGITS.get(text[at + digit]!);
      if (place === undefined) return refuse();
      value = value * BASE + place;
    }
    if (value > (digits === 3 ? 0xffff : 0xff)) return refuse();
    if (digits === 3) bytes[to++] = value >> 8;
    bytes[to++] = value & 0xff;
  }
  return bytes;
}
