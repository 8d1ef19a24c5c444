/** Whether the certificate of a TPM's endorsement key is a manufacturer's (TCG EK Credential Profile). Pure, so that a server asks it too. */
import { X509Certificate } from 'node:crypto';

/** tcg-kp-EKCertificate. */
const ENDORSEMENT_USE = '2.23.133.8.1';
/** Longest chain of certificates. */
const CHAIN_MAX = 5;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Certificates of manufacturers: roots are those that signed themselves, the others are intermediates. */
export type ManufacturerCertificates = readonly X509Certificate[];

/** Throws `RangeError` for a text without a root certificate, or with a damaged one. */
export function readManufacturerCertificates(pem: string): ManufacturerCertificates {
  try {
    const all = [...pem.matchAll(PEM)].map(([text]) => new X509Certificate(text));
    if (all.some(isRoot)) return all;
  } catch (cause) {
    throw new RangeError('the file has a damaged certificate', { cause });
  }
  throw new RangeError('the file must have a root certificate of the manufacturer of the TPM, in PEM');
}

/** Whether a valid chain of authorities leads from an endorsement certificate to a root. */
export function leadsToRoot(
  certificate: X509Certificate,
  manufacturers: ManufacturerCertificates,
  nowMs: number,
): boolean {
  if (!(certificate.keyUsage ?? []).includes(ENDORSEMENT_USE) || !isInDate(certificate, nowMs)) return false;
  let [heads, length] = [[certificate], 1];
  for (; heads.length > 0 && length < CHAIN_MAX; length += 1) {
    const issuers = manufacturers.filter(
      (issuer) =>
        issuer.ca &&
        isInDate(issuer, nowMs) &&
        heads.some((head) => head.checkIssued(issuer) && head.verify(issuer.publicKey)),
    );
    if (issuers.some(isRoot)) return true;
    heads = issuers;
  }
  return false;
}

function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

function isInDate({ validFrom, validTo }: X509Certificate, nowMs: number): boolean {
  return Date.parse(validFrom) <= nowMs && nowMs <= Date.parse(validTo);
}
