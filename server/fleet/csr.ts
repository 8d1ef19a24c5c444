import { webcrypto } from 'node:crypto';
import type { KioskId } from '../contract/field.ts';
import { KEY_ALGORITHM } from './authority-signer.ts';
import { x509 } from './x509.ts';

/** Closed. Why a request for a certificate is none that may be granted. */
export type CsrFault =
  | 'malformed'
  /** Its subject is not exactly the kiosk's id. */
  | 'other-subject'
  /** It asks for names, uses or anything else: what a certificate says, the server knows. */
  | 'extra-content'
  /** Not P-256. */
  | 'unsuitable-key'
  /** Not signed by the key that it names. */
  | 'bad-signature';

export type ReadCsr =
  | { readonly kind: 'valid'; readonly publicKey: webcrypto.CryptoKey }
  | { readonly kind: 'refused'; readonly why: CsrFault };

/** Reads a PKCS #10 request (RFC 2986) of a kiosk, DER, whose length the contract has bounded. */
export async function readCsr(der: Uint8Array, kioskId: KioskId): Promise<ReadCsr> {
  const csr = parse(der);
  if (csr === undefined) return refused('malformed');
  if (JSON.stringify(csr.subjectName.toJSON()) !== JSON.stringify([{ CN: [kioskId] }])) return refused('other-subject');
  if (csr.attributes.length > 0 || csr.extensions.length > 0) return refused('extra-content');
  let publicKey: webcrypto.CryptoKey;
  try {
    publicKey = await webcrypto.subtle.importKey('spki', csr.publicKey.rawData, KEY_ALGORITHM, true, ['verify']);
  } catch {
    return refused('unsuitable-key');
  }
  return (await isSigned(csr)) ? { kind: 'valid', publicKey } : refused('bad-signature');
}

/** One request and nothing after it, in the form that the library writes it in. */
function parse(der: Uint8Array): x509.Pkcs10CertificateRequest | undefined {
  try {
    const csr = new x509.Pkcs10CertificateRequest(Uint8Array.from(der));
    const again = new x509.Pkcs10CertificateRequest(csr.rawData);
    return Buffer.from(again.rawData).equals(der) && lengthOf(der) === der.length ? csr : undefined;
  } catch {
    return undefined;
  }
}

/** Of the outermost SEQUENCE with its header, X.690 §8.1.3; a request of a few hundred bytes has one or two bytes of length. */
function lengthOf(der: Uint8Array): number {
  const [tag = 0, first = 0, second = 0, third = 0] = der;
  if (tag !== 0x30) return 0;
  if (first < 0x80) return 2 + first;
  if (first === 0x81) return 3 + second;
  return first === 0x82 ? 4 + second * 256 + third : 0;
}

async function isSigned(csr: x509.Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return csr.signatureAlgorithm.hash?.name === 'SHA-256' && (await csr.verify(webcrypto));
  } catch {
    return false;
  }
}

function refused(why: CsrFault): ReadCsr {
  return { kind: 'refused', why };
}
