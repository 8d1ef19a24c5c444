/**
 * Permitted uses of a certificate's key, ICAO 9303-12 §7.1.1. The rules follow the profile as far as 952 published
 * authorities and 498 published signers do. Where those deviate (a path length above 0, an authority without a key usage),
 * the rules are more lenient.
 */
import type { Certificate } from './certificate.ts';

/** Bits of keyUsage, RFC 5280 §4.2.1.3. */
const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;
const CRL_SIGN = 6;
/** id-icao-cscaMasterListSigningKey. */
const MASTER_LIST_SIGNING = '2.23.136.1.1.3';
/** id-icao-DeviationListSigningKey. */
const DEVIATION_LIST_SIGNING = '2.23.136.1.1.8';

/**
 * A document signer may only sign documents. Authorities also certify signers of lists, seals and connections, each with a
 * specific extended key usage; none of these may sign documents.
 */
export function maySignDocuments(certificate: Certificate): boolean {
  const { isAuthority, keyUsages, extendedKeyUsages, hasUnknownCriticalExtension } = certificate;
  const signs = keyUsages?.has(DIGITAL_SIGNATURE) === true;
  return signs && !isAuthority && extendedKeyUsages.length === 0 && !hasUnknownCriticalExtension;
}

export function maySignMasterLists(certificate: Certificate): boolean {
  return maySignFor(certificate, MASTER_LIST_SIGNING);
}

export function maySignDeviationLists(certificate: Certificate): boolean {
  return maySignFor(certificate, DEVIATION_LIST_SIGNING);
}

function maySignFor(certificate: Certificate, purpose: string): boolean {
  const { isAuthority, keyUsages, extendedKeyUsages, hasUnknownCriticalExtension } = certificate;
  const signs = keyUsages?.has(DIGITAL_SIGNATURE) === true;
  return signs && !isAuthority && extendedKeyUsages.includes(purpose) && !hasUnknownCriticalExtension;
}

/** Whether this authority may issue signer certificates, which no path length forbids. */
export function mayCertify({ isAuthority, keyUsages, hasUnknownCriticalExtension }: Certificate): boolean {
  return isAuthority && keyUsages?.has(KEY_CERT_SIGN) !== false && !hasUnknownCriticalExtension;
}

export function maySignRevocationLists({ isAuthority, keyUsages, hasUnknownCriticalExtension }: Certificate): boolean {
  return isAuthority && keyUsages?.has(CRL_SIGN) !== false && !hasUnknownCriticalExtension;
}
