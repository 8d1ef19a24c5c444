/** The name of a stored registration: an HMAC under the lane's key, so that registrations of two lanes cannot be linked. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** HMAC-SHA-256, hex. */
export type RegistrationPseudonym = string & { readonly __brand: 'RegistrationPseudonym' };

/**
 * @param key 32 bytes, this lane's. @param documentNumber as printed, nine characters with fillers, and the continuation.
 */
export function registrationPseudonym(
  key: Uint8Array,
  issuingState: string,
  documentNumber: Uint8Array,
): RegistrationPseudonym {
  const issuer = new TextEncoder().encode(`postern/registration/v1/${issuingState}\n`);
  const message = new Uint8Array(issuer.length + documentNumber.length);
  message.set(issuer);
  message.set(documentNumber, issuer.length);
  const pseudonym = bytesToHex(hmac(sha256, key, message)) as RegistrationPseudonym;
  message.fill(0);
  return pseudonym;
}
