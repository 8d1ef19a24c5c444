/** Device trust: a lane accepts devices whose certificate was issued by a configured authority. */
import { X509Certificate } from 'node:crypto';

/** Certificates of device providers (for device keys) and of trust-module providers (for chips). */
export type DeviceTrust = readonly X509Certificate[];

/** SBI, table of cryptography: RSA of 2048 bits or more. */
const MIN_RSA_BITS = 2_048;

/** @param pem one or more certificates. Throws `RangeError` when there is none, or one is not a CA certificate. */
export function readDeviceTrust(pem: string): DeviceTrust {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new RangeError('there is no certificate in PEM form');
  return blocks.map((block) => {
    const certificate = parse(block);
    if (!certificate.ca) throw new RangeError('a certificate is not that of an authority (basic constraints)');
    return certificate;
  });
}

function parse(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw new RangeError('a certificate cannot be read');
  }
}

/**
 * Whether this certificate is in date, has a strong enough key, and was issued by an authority that is in date. Chains sent
 * by the device are ignored, as specified; intermediate authorities are configured like any other.
 */
export function isTrusted(certificate: X509Certificate, trust: DeviceTrust, nowMs: number): boolean {
  const { publicKey } = certificate;
  const strong =
    publicKey.asymmetricKeyType === 'rsa' && (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
  return (
    strong &&
    isInDate(certificate, nowMs) &&
    trust.some(
      (authority) =>
        isInDate(authority, nowMs) && certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
    )
  );
}

function isInDate({ validFrom, validTo }: X509Certificate, nowMs: number): boolean {
  return Date.parse(validFrom) <= nowMs && nowMs <= Date.parse(validTo);
}
