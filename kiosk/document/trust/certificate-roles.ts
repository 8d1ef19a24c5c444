/**
 * What a certificate's key may be used for, ICAO 9303-12 §7.1.1. The profile is held to where 952 published authorities and 498 published
 * signers hold to it. Where they do not (a path length above 0, an authority without a key usage), the rule below says less.
 */
import type { Certificate } from './certificate.ts';

/** Bits of keyUsage, RFC 5280 §4.2.1.3. */
const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;
const CRL_SIGN = 6;
/** id-icao-cscaMasterListSigningKey. */
const MASTER_LIST_SIGNING = '2.23.136.1.1.3';

/**
 * A document signer signs and nothing else. Authorities also certify signers of lists, of seals and of connections, each with an
 * extended key usage of its own: none of these signs documents.
 */
export function maySignDocuments(certificate: Certificate): boolean {
  const { isAuthority, keyUsages, extendedKeyUsages, hasUnknownCriticalExtension } = certificate;
  const signs = keyUsages?.has(DIGITAL_SIGNATURE) === true;
  return signs && !isAuthority && extendedKeyUsages.length === 0 && !hasUnknownCriticalExtension;
}

export function maySignMasterLists(certificate: Certificate): boolean {
  const { isAuthority, keyUsages, extendedKeyUsages, hasUnknownCriticalExtension } = certificate;
  const signs = keyUsages?.has(DIGITAL_SIGNATURE) === true;
  return signs && !isAuthority && extendedKeyUsages.includes(MASTER_LIST_SIGNING) && !hasUnknownCriticalExtension;
}

/** Whether signers may stand directly below this authority: no path length forbids that. */
export function mayCertify({ isAuthority, keyUsages, hasUnknownCriticalExtension }: Certificate): boolean {
  return isAuthority && keyUsages?.has(KEY_CERT_SIGN) !== false && !hasUnknownCriticalExtension;
}

export function maySignRevocationLists({ isAuthority, keyUsages, hasUnknownCriticalExtension }: Certificate): boolean {
  return isAuthority && keyUsages?.has(CRL_SIGN) !== false && !hasUnknownCriticalExtension;
}
