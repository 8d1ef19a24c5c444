/** Dependencies and common checks of kiosks' requests for certificates. */
import type { webcrypto } from 'node:crypto';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import type { CertificateAnswer, CertificateRequest } from '../../contract/certificate-request.ts';
import type { KioskId } from '../../contract/field.ts';
import { isMarkedFor, OTHER_MODE } from '../../contract/rehearsal.ts';
import type { Signals } from '../../records/signals/signals.ts';
import type { Authority } from './authority.ts';
import type { Challenges } from './challenges.ts';
import { readCsr } from './csr.ts';
import type { SignedCertificate } from './issue-certificate.ts';
import type { KioskFault } from './kiosk-fault.ts';

export interface CertificateDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'mode' | 'signer' | 'alarms' | 'ledger'> & {
    readonly signals: Pick<Signals, 'note'>;
  };
  readonly authority: Authority;
  readonly challenges: Challenges;
  /** Rate limit of attempts with a wrong code, by network; the next one counts all networks together. */
  readonly codeRateLimit: TokenBuckets;
  readonly allCodesRateLimit: TokenBuckets;
  /** Rate limit of certificates by kiosk, for valid codes too. */
  readonly certificateRateLimit: TokenBuckets;
  /** Lifetime of a certificate, ms. */
  readonly lifetimeMs: number;
}

/** Checks that the request is of this server's mode, that it is fresh and that its sender has the TLS key. Resolves to the key. */
export async function readRequestedKey(
  desk: CertificateDesk,
  request: Pick<CertificateRequest, 'challenge' | 'csr' | 'kioskId' | 'rehearsal'>,
  about: KioskId | undefined,
): Promise<webcrypto.CryptoKey | Refusal> {
  if (!isMarkedFor(desk.context.mode, request)) {
    record(desk, 'other-mode', about);
    return refuse('other-mode', OTHER_MODE, 'rehearsal');
  }
  if (!desk.challenges.holds(request.challenge)) {
    record(desk, 'challenge-refused', about);
    return refuse('challenge-refused', 'was not made by this server, or is too old', 'challenge');
  }
  const csr = await readCsr(decodeBase64Url(request.csr) ?? new Uint8Array(), request.kioskId);
  if (csr.kind === 'valid') return csr.publicKey;
  record(desk, `csr-${csr.why}`, about);
  return refuse('csr-refused', 'must contain a P-256 key, a signature by it, this kiosk’s id and nothing else', 'csr');
}

/** @param about a kiosk in the database; `undefined` for an unknown name, which is not stored */
export function record({ context }: CertificateDesk, why: KioskFault, about: KioskId | undefined): void {
  context.signals.note(`kiosk-${why}`, about);
}

export function answerOf({ der, issuedAt, notAfter }: SignedCertificate): CertificateAnswer {
  return { certificate: encodeBase64Url(der), issuedAt: Math.round(issuedAt), notAfter };
}
