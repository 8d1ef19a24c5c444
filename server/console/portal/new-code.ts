/** Invitation codes, made in the browser of the person who is invited. */

/** Crockford's base 32: without I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 30;

/** 150 random bits, and their SHA-256 in hex, by which the people who invite name the person. */
export async function newCode(): Promise<{ readonly code: string; readonly fingerprint: string }> {
  const random = crypto.getRandomValues(new Uint8Array(CHARACTERS));
  const plain = Array.from(random, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(plain)));
  const fingerprint = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { code: plain.replaceAll(/.{5}(?=.)/g, '$&-'), fingerprint };
}
