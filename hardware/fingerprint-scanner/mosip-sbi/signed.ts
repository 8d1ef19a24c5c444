/** JSON Web Signatures (RFC 7515) as SBI uses them: compact, RS256, the signer's certificate first in `x5c`. */
import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { decodeBase64Url } from './json-with-secret.ts';
import { type DeviceTrust, isTrusted } from './trust.ts';

/** The specification has no other algorithm, and accepting the algorithm that a header names allows forgery. */
const headerSchema = z.object({
  alg: z.literal('RS256'),
  x5c: z.union([z.string(), z.array(z.string()).min(1)]),
});

const MAX_HEADER_BYTES = 32_768;
const DOT = 0x2e;

export type Verified =
  | { readonly kind: 'verified'; readonly payload: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unsigned' }
  /** The certificate was not issued by a configured authority or is out of date, or the signature is invalid. */
  | { readonly kind: 'untrusted' };

/** @param token wiped by the caller, as is the payload */
export function verifySigned(token: Uint8Array, trust: DeviceTrust, nowMs: number): Verified {
  const bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  const first = bytes.indexOf(DOT);
  const second = first < 0 ? -1 : bytes.indexOf(DOT, first + 1);
  if (first < 0) return { kind: 'unsigned' };
  if (second < 0 || bytes.indexOf(DOT, second + 1) >= 0 || first > MAX_HEADER_BYTES) return { kind: 'malformed' };
  const header = parseHeader(bytes.subarray(0, first));
  const signature = decodeBase64Url(bytes.subarray(second + 1));
  if (header === undefined || signature === undefined) return { kind: 'malformed' };
  const certificate = parseCertificate(typeof header.x5c === 'string' ? header.x5c : header.x5c[0]);
  if (certificate === undefined) return { kind: 'malformed' };
  if (!isTrusted(certificate, trust, nowMs)) return { kind: 'untrusted' };
  if (!verify('sha256', bytes.subarray(0, second), certificate.publicKey, signature)) return { kind: 'untrusted' };
  const payload = decodeBase64Url(bytes.subarray(first + 1, second));
  return payload === undefined ? { kind: 'malformed' } : { kind: 'verified', payload };
}

function parseHeader(text: Uint8Array): z.infer<typeof headerSchema> | undefined {
  const decoded = decodeBase64Url(text);
  if (decoded === undefined) return undefined;
  try {
    return headerSchema.safeParse(JSON.parse(Buffer.from(decoded).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** @param text base64, not base64url: RFC 7515 §4.1.6 */
function parseCertificate(text: string | undefined): X509Certificate | undefined {
  if (text === undefined) return undefined;
  try {
    return new X509Certificate(Buffer.from(text, 'base64'));
  } catch {
    return undefined;
  }
}
