/** What the requests of kiosks for certificates need of the server, and what they have in common. */
import type { webcrypto } from 'node:crypto';
import { refuse, type Refusal } from '../base/refusal.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { TokenBuckets } from '../base/token-bucket.ts';
import { decodeBase64Url, encodeBase64Url } from '../contract/base64url.ts';
import type { CertificateAnswer, CertificateRequest } from '../contract/certificate-request.ts';
import type { KioskId } from '../contract/field.ts';
import type { Signals } from '../signals/signals.ts';
import type { Authority } from './authority.ts';
import type { Challenges } from './challenges.ts';
import { readCsr } from './csr.ts';
import type { SignedCertificate } from './issue-certificate.ts';
import type { KioskFault } from './kiosk-fault.ts';

export interface CertificateDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'signer' | 'alarms' | 'ledger'> & {
    readonly signals: Pick<Signals, 'note'>;
  };
  readonly authority: Authority;
  readonly challenges: Challenges;
  /** Attempts with a wrong code, by the network they come from, and all together. */
  readonly codePace: TokenBuckets;
  readonly allCodesPace: TokenBuckets;
  /** Certificates, by kiosk: for a right code too. */
  readonly certificatePace: TokenBuckets;
  /** Of a certificate, ms. */
  readonly lifetimeMs: number;
}

/** That the request was made now, and for a key that its sender has: the key. */
export async function readRequestedKey(
  desk: CertificateDesk,
  request: Pick<CertificateRequest, 'challenge' | 'csr' | 'kioskId'>,
  about: KioskId | undefined,
): Promise<webcrypto.CryptoKey | Refusal> {
  if (!desk.challenges.holds(request.challenge)) {
    record(desk, 'challenge-refused', about);
    return refuse('challenge-refused', 'is not of this server, or too old', 'challenge');
  }
  const csr = await readCsr(decodeBase64Url(request.csr) ?? new Uint8Array(), request.kioskId);
  if (csr.kind === 'valid') return csr.publicKey;
  record(desk, `csr-${csr.why}`, about);
  return refuse('csr-refused', 'must be of a P-256 key, signed by it, for this kiosk and nothing else', 'csr');
}

/** `about`: a kiosk that the record has, or nobody: what a stranger calls itself is not kept. */
export function record({ context }: CertificateDesk, why: KioskFault, about: KioskId | undefined): void {
  context.signals.note(`kiosk-${why}`, about);
}

export function answerOf({ der, issuedAt, notAfter }: SignedCertificate): CertificateAnswer {
  return { certificate: encodeBase64Url(der), issuedAt: Math.round(issuedAt), notAfter };
}
