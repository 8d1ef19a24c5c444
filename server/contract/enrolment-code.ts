/**
 * The one-time code that lets a kiosk in, as a person carries it: 52 letters and digits of Crockford's base 32, in groups of
 * four. The first 26 are the secret, 128 random bits; the rest pin the fleet's authority, 128 bits of the SHA-256 of its certificate,
 * so that a kiosk knows whom it tells the secret before it has any other reason to believe them.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeCrockfordBase32 } from './crockford-base32.ts';

export const CODE_SECRET_BYTES = 16;
const PIN_BYTES = 16;
const SECRET_LETTERS = 26;
const LETTERS = /^[0-9A-HJKMNP-TV-Z]{52}$/;

export interface EnrolmentCodeParts {
  /** 26 letters and digits. */
  readonly secret: string;
  /** 26. */
  readonly pin: string;
}

/** `secret`: 16 random bytes; `authority`: the certificate in DER. */
export function writeEnrolmentCode(secret: Uint8Array, authority: Uint8Array): string {
  const letters = `${encodeCrockfordBase32(secret)}${authorityPin(authority)}`;
  return letters.match(/.{1,4}/g)?.join('-') ?? '';
}

/** As typed: any case, with hyphens and spaces, O for 0, I and L for 1. `undefined` when it is none. */
export function readEnrolmentCode(text: string): EnrolmentCodeParts | undefined {
  if (text.length > 100) return undefined;
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!LETTERS.test(letters)) return undefined;
  return { secret: letters.slice(0, SECRET_LETTERS), pin: letters.slice(SECRET_LETTERS) };
}

/** What a code says of the authority with this certificate (DER). */
export function authorityPin(authority: Uint8Array): string {
  return encodeCrockfordBase32(sha256(authority).subarray(0, PIN_BYTES));
}

/** What the server keeps of a secret: SHA-256 in lower-case hex. Its 128 bits cannot be tried out. */
export function secretDigest(secret: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(`postern/enrolment-code/v1\n${secret}`)));
}
