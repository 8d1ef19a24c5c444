/** Certificates for TLS keys, valid for a day (RFC 5280). Each use has its own, which is not valid for another. */
import { isIP } from 'node:net';
import type { webcrypto } from 'node:crypto';
import { EVIDENCE_URN, KIOSK_URN, SERVER_URN } from '../../contract/certificate-request.ts';
import type { KioskId } from '../../contract/field.ts';
import { SIGNATURE_ALGORITHM } from '../../platform/keys/authority-signer.ts';
import { signingWith, type Authority } from './authority.ts';
import { newSerial } from './serial.ts';
import { type X509, x509 } from './x509.ts';

export type CertificateSubject =
  /** Identifies a kiosk to the server. */
  | { readonly use: 'lane'; readonly kioskId: KioskId }
  /** Identifies a kiosk to officers' browsers, which reach it at `host`. */
  | { readonly use: 'evidence'; readonly kioskId: KioskId; readonly host: string }
  /** Identifies the server at these names and addresses. */
  | { readonly use: 'server'; readonly names: readonly string[] };

export interface SignedCertificate {
  readonly der: Uint8Array;
  /** Lower-case hex. */
  readonly serial: string;
  readonly issuedAt: number;
  readonly notAfter: number;
}

/** Tolerates clocks of lanes and officers' machines that are behind, ms. */
const BEFORE_MS = 3_600_000;
/** id-kp-clientAuth and id-kp-serverAuth, RFC 5280 §4.2.1.12. */
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/**
 * Resolves to a certificate that the caller must record before sending it.
 * @param publicKey of a P-256 key
 */
export async function issueCertificate(
  authority: Authority,
  subject: CertificateSubject,
  publicKey: webcrypto.CryptoKey | Uint8Array,
  { nowMs, lifetimeMs }: { readonly nowMs: number; readonly lifetimeMs: number },
): Promise<SignedCertificate> {
  const serial = newSerial();
  const { signer } = authority;
  // Certificates have a resolution of seconds
  const notAfter = Math.floor((nowMs + lifetimeMs) / 1_000) * 1_000;
  const key = publicKey instanceof Uint8Array ? new x509.PublicKey(publicKey) : publicKey;
  const made = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial,
      subject: [{ CN: [commonName(subject)] }],
      issuer: authority.name,
      publicKey: key,
      signingKey: signer.publicKey,
      signingAlgorithm: SIGNATURE_ALGORITHM,
      notBefore: new Date(nowMs - BEFORE_MS),
      notAfter: new Date(notAfter),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([subject.use === 'lane' ? CLIENT_AUTHENTICATION : SERVER_AUTHENTICATION]),
        new x509.SubjectAlternativeNameExtension(alternativeNames(subject)),
        await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey),
        await x509.SubjectKeyIdentifierExtension.create(key),
      ],
    },
    signingWith(signer),
  );
  return { der: new Uint8Array(made.rawData), serial, issuedAt: nowMs, notAfter };
}

function commonName(subject: CertificateSubject): string {
  return subject.use === 'server' ? 'postern-server' : subject.kioskId;
}

function alternativeNames(subject: CertificateSubject): X509.JsonGeneralNames {
  switch (subject.use) {
    case 'lane':
      return [{ type: 'url', value: `${KIOSK_URN}${subject.kioskId}` }];
    case 'evidence':
      return [hostName(subject.host), { type: 'url', value: `${EVIDENCE_URN}${subject.kioskId}` }];
    case 'server':
      return [...subject.names.map(hostName), { type: 'url', value: SERVER_URN }];
  }
}

function hostName(host: string): X509.JsonGeneralName {
  return { type: isIP(host) === 0 ? 'dns' : 'ip', value: host };
}
