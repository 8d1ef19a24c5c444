import { createPublicKey, verify, webcrypto } from 'node:crypto';
import type { KioskId } from '../../contract/field.ts';
import { KEY_ALGORITHM } from '../../platform/keys/authority-signer.ts';
import { x509 } from './x509.ts';

/** Reason why a request for a certificate is refused. Closed list. */
export type CsrFault =
  | 'malformed'
  /** The subject is not exactly the kiosk's id. */
  | 'other-subject'
  /** It asks for names, uses or extensions; the server decides the contents of a certificate. */
  | 'extra-content'
  /** Not P-256. */
  | 'unsuitable-key'
  /** Not signed by the key that it contains. */
  | 'bad-signature';

export type ReadCsr =
  | { readonly kind: 'valid'; readonly publicKey: webcrypto.CryptoKey }
  | { readonly kind: 'refused'; readonly why: CsrFault };

/** ecdsa-with-SHA256 (RFC 5758 §3.2), which has no parameters. */
const ECDSA_WITH_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
const SEQUENCE = 0x30;
const BIT_STRING = 0x03;

/** Reads a kiosk's PKCS #10 request (RFC 2986) in DER. The contract has already limited its length. */
export async function readCsr(der: Uint8Array, kioskId: KioskId): Promise<ReadCsr> {
  const parts = takeApart(der);
  const asked = parts && parse(der);
  if (parts === undefined || asked === undefined) return refused('malformed');
  const { spki } = asked;
  if (asked.subject !== JSON.stringify([{ CN: [kioskId] }])) return refused('other-subject');
  if (asked.asksForMore) return refused('extra-content');
  let publicKey: webcrypto.CryptoKey;
  try {
    publicKey = await webcrypto.subtle.importKey('spki', spki, KEY_ALGORITHM, true, ['verify']);
  } catch {
    return refused('unsuitable-key');
  }
  if (!parts.algorithm.equals(ECDSA_WITH_SHA256)) return refused('bad-signature');
  return isSigned(parts, spki) ? { kind: 'valid', publicKey } : refused('bad-signature');
}

interface CsrParts {
  /** The signed bytes. */
  readonly info: Buffer;
  readonly algorithm: Buffer;
  readonly signature: Buffer;
}

/** Splits the outermost structure, which is not signed, in strict DER; the library is more lenient. The signature protects everything inside. */
function takeApart(der: Uint8Array): CsrParts | undefined {
  const whole = take(Buffer.from(der), SEQUENCE);
  const info = whole && take(whole.contents, SEQUENCE);
  const algorithm = info && take(info.rest, SEQUENCE);
  const bits = algorithm && take(algorithm.rest, BIT_STRING);
  if (whole === undefined || info === undefined || algorithm === undefined || bits === undefined) return undefined;
  if (whole.rest.length + bits.rest.length > 0) return undefined;
  // The first byte gives the number of unused bits
  if (bits.contents[0] !== 0) return undefined;
  return { info: info.whole, algorithm: algorithm.whole, signature: bits.contents.subarray(1) };
}

/** One value with this tag and a minimal DER length (X.690 §10.1), and the bytes after it. */
function take(der: Buffer, tag: number): { whole: Buffer; contents: Buffer; rest: Buffer } | undefined {
  const [first = 0, length = 0, high = 0, low = 0] = der;
  const [header, size] =
    length < 0x80 ? [2, length] : length === 0x81 ? [3, high] : length === 0x82 ? [4, high * 256 + low] : [0, 0];
  const isShortest = header < 3 || size >= (header === 3 ? 0x80 : 0x100);
  const end = header + size;
  if (first !== tag || header === 0 || !isShortest || end > der.length) return undefined;
  return { whole: der.subarray(0, end), contents: der.subarray(header, end), rest: der.subarray(end) };
}

interface Asked {
  readonly subject: string;
  readonly asksForMore: boolean;
  readonly spki: Buffer;
}

/** All calls to the library are here: it parses some parts lazily and throws then. */
function parse(der: Uint8Array): Asked | undefined {
  try {
    const csr = new x509.Pkcs10CertificateRequest(Uint8Array.from(der));
    return {
      subject: JSON.stringify(csr.subjectName.toJSON()),
      asksForMore: csr.attributes.length > 0 || csr.extensions.length > 0,
      spki: Buffer.from(csr.publicKey.rawData),
    };
  } catch {
    return undefined;
  }
}

function isSigned({ info, signature }: CsrParts, spki: Buffer): boolean {
  try {
    return verify('sha256', info, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}

function refused(why: CsrFault): ReadCsr {
  return { kind: 'refused', why };
}
