/**
 * The one-time code that enrols a kiosk, as a person carries it: 52 letters and digits of Crockford's base 32, in groups of four. The first
 * 26 are the secret (128 random bits). The rest pins the fleet's authority (128 bits of the SHA-256 of its certificate), so that the kiosk
 * can authenticate the server before it sends the secret.
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

/** Accepts any case, hyphens and spaces, O for 0, I and L for 1. `undefined` for text that is not a code. */
export function readEnrolmentCode(text: string): EnrolmentCodeParts | undefined {
  if (text.length > 100) return undefined;
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!LETTERS.test(letters)) return undefined;
  return { secret: letters.slice(0, SECRET_LETTERS), pin: letters.slice(SECRET_LETTERS) };
}

/** The pin of an authority. @param authority its certificate, DER */
export function authorityPin(authority: Uint8Array): string {
  return encodeCrockfordBase32(sha256(authority).subarray(0, PIN_BYTES));
}

/** The form in which the server stores a secret: SHA-256 in lower-case hex. 128 random bits cannot be found by trial. */
export function secretDigest(secret: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(`postern/enrolment-code/v1\n${secret}`)));
}
