import { webcrypto } from 'node:crypto';
import type { KioskId } from '../../../server/contract/report.ts';
import { x509 } from './x509.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A TLS key without a certificate. */
export interface TlsKey {
  /** PKCS #8 in PEM: only in this process's memory, for a day. */
  readonly pem: string;
  /** The certificate request: PKCS #10, DER. */
  readonly csr: Uint8Array;
}

export async function makeTlsKey(kioskId: KioskId): Promise<TlsKey> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [kioskId] }],
    keys,
    signingAlgorithm: { ...P256, hash: 'SHA-256' },
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const text = pem('PRIVATE KEY', pkcs8);
  pkcs8.fill(0);
  return { pem: text, csr: new Uint8Array(request.rawData) };
}

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
