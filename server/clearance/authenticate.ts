import { badSignature, readEnvelope, type Envelope } from '../contract/envelope.ts';
import type { KioskId } from '../contract/field.ts';
import { findKiosk, type Kiosk } from '../store/kiosks.ts';
import { refuse, type Clearance, type Refusal } from './clearance.ts';
import { verifyEnvelope } from './verify-signature.ts';

export type Authenticated = { readonly kind: 'authentic'; readonly envelope: Envelope; readonly kiosk: Kiosk };

/** Whether the connection may carry what is said to be from this kiosk. */
export type JudgeAuthor = (kioskId: KioskId) => 'author' | Refusal;

/**
 * Who sent an envelope: a kiosk that is enrolled, whose signature stands, that is not disabled and keeps its pace. Until
 * then nothing of the payload is read.
 */
export async function authenticate(
  clearance: Clearance,
  about: 'report' | 'status',
  wire: Uint8Array,
  judgeAuthor: JudgeAuthor = () => 'author',
): Promise<Authenticated | Refusal> {
  const envelope = readEnvelope(wire);
  if (envelope.kind === 'refused') return envelope;
  const author = judgeAuthor(envelope.kioskId);
  if (author !== 'author') return author;
  const kiosk = await findKiosk(clearance.knex, envelope.kioskId);
  if (kiosk === undefined) {
    clearance.alarms.raise({ kind: 'unknown-kiosk', kioskId: null, fromSequence: null, toSequence: null });
    return refuse('unknown-kiosk', 'is not enrolled here', 'kioskId');
  }
  const raise = (kind: 'bad-signature' | 'disabled-kiosk') =>
    clearance.alarms.raise({ kind, kioskId: kiosk.id, fromSequence: null, toSequence: null });
  if (!(await verifyEnvelope(about, envelope, kiosk.publicKey))) {
    raise('bad-signature');
    return badSignature();
  }
  if (kiosk.disabledAt !== null) {
    raise('disabled-kiosk');
    return refuse('kiosk-disabled', 'is no longer enrolled', 'kioskId');
  }
  const pace = about === 'report' ? clearance.reportPace : clearance.statusPace;
  const retryAfterS = pace.take(kiosk.id);
  if (retryAfterS > 0) return { ...refuse('rate-limited', 'comes faster than a lane can'), retryAfterS };
  return { kind: 'authentic', envelope, kiosk };
}
