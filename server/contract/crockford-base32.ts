/**
 * Crockford's base 32: digits and capital letters without I, L, O and U, so that people can read them out and type them.
 * It is not the alphabet of RFC 4648 (`base32.ts`).
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The most significant bits come first. Zero bits fill the last letter. */
export function encodeCrockfordBase32(bytes: Uint8Array): string {
  let letters = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters += ALPHABET[(held >> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? letters : `${letters}${ALPHABET[(held << (5 - bits)) & 31] ?? ''}`;
}

/** Normal form for comparison: without spaces and hyphens, with commonly misread characters replaced. */
export function plainCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
