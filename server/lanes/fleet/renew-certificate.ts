import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { verifyEnvelope } from '../../platform/base/verify-signature.ts';
import { type CertificateAnswer, readCertificateRequest } from '../../contract/certificate-request.ts';
import { badSignature, readEnvelope } from '../../contract/envelope.ts';
import { insertCertificate } from './certificate-table.ts';
import { findKiosk, type Kiosk } from '../../records/kiosks/kiosks.ts';
import { answerOf, type CertificateDesk, readRequestedKey, record } from './certificate-desk.ts';
import { type CertificateSubject, issueCertificate } from './issue-certificate.ts';

export type CertificateGiven = { readonly kind: 'given'; readonly answer: CertificateAnswer } | Refusal;

/**
 * Issues a certificate to an enrolled kiosk for a new TLS key. The signing key authenticates the request, because a kiosk that was off for
 * weeks or has just started has no valid certificate. Resolves when the record is durable.
 */
export async function renewCertificate(desk: CertificateDesk, wire: Uint8Array): Promise<CertificateGiven> {
  const { knex, queue, clock, alarms } = desk.context;
  const envelope = readEnvelope(wire);
  if (envelope.kind === 'refused') return envelope;
  const kiosk = await findKiosk(knex, envelope.kioskId);
  const none = { fromSequence: null, toSequence: null };
  if (kiosk === undefined) {
    alarms.raise({ kind: 'unknown-kiosk', kioskId: null, ...none });
    return refuse('unknown-kiosk', 'is not enrolled here', 'kioskId');
  }
  if (!(await verifyEnvelope('certificate-request', envelope, kiosk.publicKey))) {
    alarms.raise({ kind: 'bad-signature', kioskId: kiosk.id, ...none });
    return badSignature();
  }
  if (kiosk.disabledAt !== null) {
    alarms.raise({ kind: 'disabled-kiosk', kioskId: kiosk.id, ...none });
    record(desk, 'disabled', kiosk.id);
    return refuse('kiosk-disabled', 'is no longer enrolled', 'kioskId');
  }
  const retryAfterS = desk.certificateRateLimit.take(kiosk.id);
  if (retryAfterS > 0) return { ...refuse('rate-limited', 'asks for certificates too often'), retryAfterS };
  const read = readCertificateRequest(envelope);
  if (read.kind === 'refused') return read;
  const publicKey = await readRequestedKey(desk, read.message, kiosk.id);
  if ('kind' in publicKey) return publicKey;
  const subject = subjectOf(read.message.use, kiosk);
  if (subject === undefined) return refuse('no-evidence-address', 'was enrolled without an address for evidence');

  const times = { nowMs: clock.wallMs(), lifetimeMs: desk.lifetimeMs };
  const signed = await issueCertificate(desk.authority, subject, publicKey, times);
  const { serial, issuedAt, notAfter } = signed;
  const held = await queue.run(async (transaction) => {
    // Disabled during signing: the certificate is discarded
    if ((await findKiosk(transaction, kiosk.id))?.disabledAt !== null) return false;
    await insertCertificate(transaction, { serial, kioskId: kiosk.id, use: subject.use, issuedAt, notAfter });
    return true;
  });
  if (!held) return refuse('kiosk-disabled', 'is no longer enrolled', 'kioskId');
  return { kind: 'given', answer: answerOf(signed) };
}

/** The evidence address comes from the enrolment, not from the request. */
function subjectOf(
  use: 'lane' | 'evidence',
  { id, evidenceUrl }: Kiosk,
): (CertificateSubject & { use: typeof use }) | undefined {
  if (use === 'lane') return { use, kioskId: id };
  if (evidenceUrl === null) return undefined;
  return { use, kioskId: id, host: new URL(evidenceUrl).hostname.replaceAll(/[[\]]/g, '') };
}
