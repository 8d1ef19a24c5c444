import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Mode } from '../../../hardware/host/mode.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';
import {
  CERTIFICATE_ANSWER_LIMIT_BYTES,
  certificateAnswerSchema,
  certificateRequestBytes,
  certificateRequestSigningInput,
  type CertificateAnswer,
  type CertificateUse,
  challengeAnswerSchema,
} from '../../../server/contract/certificate-request.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import { markOf } from '../../../server/contract/rehearsal.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { WireErrorCode } from '../../../server/contract/wire-error.ts';
import { refusalOf } from '../uplink/post.ts';
import type { ServerLink } from '../uplink/server-link.ts';
import { makeTlsKey, pem, type TlsKey } from './tls-key.ts';

/** A certificate and its key, PEM, for connections. */
export interface HeldCertificate {
  readonly key: string;
  readonly cert: string;
  /** In hex. */
  readonly serial: string;
  readonly x509: X509Certificate;
  /** From issue to expiry, by the server's clock, ms. */
  readonly lifetimeMs: number;
}

export type CertificateOutcome =
  | { readonly kind: 'given'; readonly held: HeldCertificate }
  | { readonly kind: 'refused'; readonly code: WireErrorCode }
  /** No answer, or an invalid one. */
  | { readonly kind: 'unreachable' };

export interface Asker {
  readonly kioskId: KioskId;
  readonly mode: Mode;
  readonly secureElement: Pick<KeyProvider, 'sign'>;
  readonly link: Pick<ServerLink, 'exchange'>;
}

const UNREACHABLE = { kind: 'unreachable' } as const;

/**
 * Makes a TLS key and obtains a certificate for it with a request signed by the signing key. Rejects as the secure element
 * does.
 */
export async function requestCertificate(
  { kioskId, mode, secureElement, link }: Asker,
  use: CertificateUse,
  signal: AbortSignal,
): Promise<CertificateOutcome> {
  const challenge = await askChallenge(link, signal);
  if (challenge === undefined) return UNREACHABLE;
  const key = await makeTlsKey(kioskId);
  const csr = encodeBase64Url(key.csr);
  const payload = certificateRequestBytes({ version: 1, kioskId, challenge, use, ...markOf(mode), csr });
  const signature = await secureElement.sign(certificateRequestSigningInput(payload));
  const body = encodeEnvelope({ kioskId, payload, signature });
  const answer = await link.exchange(
    '/v1/fleet/certificates',
    { method: 'POST', body },
    CERTIFICATE_ANSWER_LIMIT_BYTES,
    signal,
  );
  if (answer === undefined) return UNREACHABLE;
  if (!answer.ok) return refusalOf(answer.body);
  const parsed = certificateAnswerSchema.safeParse(parseJson(answer.body)?.json);
  const held = parsed.success ? heldOf(parsed.data, key) : undefined;
  return held === undefined ? UNREACHABLE : { kind: 'given', held };
}

export async function askChallenge(
  link: Pick<ServerLink, 'exchange'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const answer = await link.exchange('/v1/fleet/challenge', { method: 'GET' }, CERTIFICATE_ANSWER_LIMIT_BYTES, signal);
  return challengeAnswerSchema.safeParse(answer && parseJson(answer.body)?.json).data?.challenge;
}

/** `undefined` when the answer is not a certificate for this key. */
export function heldOf(
  { certificate, issuedAt, notAfter }: CertificateAnswer,
  key: TlsKey,
): HeldCertificate | undefined {
  try {
    const der = decodeBase64Url(certificate) ?? new Uint8Array();
    const x509 = new X509Certificate(der);
    const { serialNumber: serial } = x509;
    if (!x509.checkPrivateKey(createPrivateKey(key.pem))) return undefined;
    return { key: key.pem, cert: pem('CERTIFICATE', der), serial, x509, lifetimeMs: notAfter - issuedAt };
  } catch {
    return undefined;
  }
}
