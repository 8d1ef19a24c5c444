/** One-time codes that a person reads from paper: 30 letters and digits without I, L, O and U (Crockford's base 32), 150 random bits. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 30;
const GROUP = 5;

/** In groups, as it is shown: `7KQ2M-…`. */
export function makeEnrolmentCode(): string {
  // 32 divides 256: no letter is likelier than another.
  const characters = [...randomBytes(CHARACTERS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return characters.join('').replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
}

/** As it is compared: without spaces and hyphens, and with what is commonly misread put right. */
export function plainCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
