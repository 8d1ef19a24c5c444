/** One-time codes on paper: 30 letters and digits without I, L, O and U (Crockford's base 32), 150 random bits. */
import { randomBytes } from 'node:crypto';
import { plainCode } from '../../contract/crockford-base32.ts';
import { digestOf } from './session-token.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 30;
const GROUP = 5;

/** In groups of five: `7KQ2M-…`. */
export function makeEnrolmentCode(): string {
  return grouped(CHARACTERS);
}

/**
 * Half a code, 75 random bits. Two administrators see one half each, and the person types both. The database holds the digest of the first
 * half, later a digest over that digest and the second half, so neither administrator can derive the whole code.
 */
export function makeHalfCode(): string {
  return grouped(CHARACTERS / 2);
}

/** Digest under which a code of two halves is stored. */
export function digestOfHalves(firstDigest: string, secondHalf: string): string {
  return digestOf(`${firstDigest} ${plainCode(secondHalf)}`);
}

/** Digests under which a typed code may be stored: as one code, or as two halves. */
export function digestsOf(typed: string): readonly [string, string] {
  const plain = plainCode(typed);
  const [first, second] = [plain.slice(0, CHARACTERS / 2), plain.slice(CHARACTERS / 2)];
  return [digestOf(plain), digestOfHalves(digestOf(first), second)];
}

function grouped(count: number): string {
  // 32 divides 256, so all characters are equally likely.
  const characters = [...randomBytes(count)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return characters.join('').replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
}
