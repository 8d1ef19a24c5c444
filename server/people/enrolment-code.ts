/** One-time codes that a person reads from paper: 30 letters and digits without I, L, O and U (Crockford's base 32), 150 random bits. */
import { randomBytes } from 'node:crypto';
import { digestOf } from './session-token.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 30;
const GROUP = 5;

/** In groups, as it is shown: `7KQ2M-…`. */
export function makeEnrolmentCode(): string {
  return grouped(CHARACTERS);
}

/**
 * Half a code, 75 random bits: two administrators are shown one each, and the person types both, one after the other. What is kept is the
 * digest of the first half, and then a digest over that digest and the second half: neither administrator can derive the whole code.
 */
export function makeHalfCode(): string {
  return grouped(CHARACTERS / 2);
}

/** The digest under which a code of two halves is kept. */
export function digestOfHalves(firstDigest: string, secondHalf: string): string {
  return digestOf(`${firstDigest} ${plainCode(secondHalf)}`);
}

/** Under which digests a typed code may be kept: as one whole, or as two halves. */
export function digestsOf(typed: string): readonly [string, string] {
  const plain = plainCode(typed);
  const [first, second] = [plain.slice(0, CHARACTERS / 2), plain.slice(CHARACTERS / 2)];
  return [digestOf(plain), digestOfHalves(digestOf(first), second)];
}

function grouped(count: number): string {
  // 32 divides 256: no letter is likelier than another.
  const characters = [...randomBytes(count)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
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
