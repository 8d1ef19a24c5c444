/** base64url without padding (RFC 4648 §5), strict: each byte string has exactly one text. Written out to run in a browser. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int8Array(128).fill(-1);
for (let index = 0; index < ALPHABET.length; index++) VALUES[ALPHABET.charCodeAt(index)] = index;

export function encodeBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const letters = Math.min(bytes.length - index, 3) + 1;
    for (let letter = 0; letter < letters; letter++) text += ALPHABET.charAt((group >> (18 - 6 * letter)) & 63);
  }
  return text;
}

/** `undefined` for anything `encodeBase64Url` would not have written: padding, other letters, spare bits that are not zero. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  const spare = text.length % 4;
  if (spare === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let written = 0;
  let group = 0;
  let bits = 0;
  for (let index = 0; index < text.length; index++) {
    const value = VALUES[text.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    group = (group << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = (group >> bits) & 255;
      group &= (1 << bits) - 1;
    }
  }
  return group === 0 ? bytes : undefined;
}
