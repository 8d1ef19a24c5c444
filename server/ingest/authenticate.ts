import { badSignature, readEnvelope, type Envelope } from '../contract/envelope.ts';
import type { KioskId } from '../contract/field.ts';
import { findKiosk, type Kiosk } from '../kiosks/kiosks.ts';
import { refuse, type Refusal } from '../base/refusal.ts';
import type { IngestContext } from './ingest-context.ts';
import { verifyEnvelope } from '../base/verify-signature.ts';

export type Authenticated = { readonly kind: 'authentic'; readonly envelope: Envelope; readonly kiosk: Kiosk };

/** Whether the connection may carry what is said to be from this kiosk; `certified`: its certificate is this kiosk's. */
export type JudgeAuthor = (kioskId: KioskId) => 'certified' | 'unproven' | Refusal;

/**
 * Who sent an envelope: a kiosk that is enrolled, whose signature stands, that is not disabled and keeps its pace. Until
 * then nothing of the payload is read. The pace of a certified sender comes before the work of verifying; without a certificate it comes
 * after, so that a client who lacks the kiosk's key takes nothing from it.
 */
export async function authenticate(
  context: IngestContext,
  about: 'report' | 'status',
  wire: Uint8Array,
  judgeAuthor: JudgeAuthor = () => 'unproven',
): Promise<Authenticated | Refusal> {
  const envelope = readEnvelope(wire);
  if (envelope.kind === 'refused') return envelope;
  const author = judgeAuthor(envelope.kioskId);
  if (typeof author !== 'string') return author;
  const kiosk = await findKiosk(context.knex, envelope.kioskId);
  if (kiosk === undefined) {
    context.alarms.raise({ kind: 'unknown-kiosk', kioskId: null, fromSequence: null, toSequence: null });
    return refuse('unknown-kiosk', 'is not enrolled here', 'kioskId');
  }
  const throttled = (): Refusal | undefined => {
    const pace = about === 'report' ? context.reportPace : context.statusPace;
    const retryAfterS = pace.take(kiosk.id);
    return retryAfterS > 0 ? { ...refuse('rate-limited', 'comes faster than a lane can'), retryAfterS } : undefined;
  };
  const tooSoon = author === 'certified' ? throttled() : undefined;
  if (tooSoon !== undefined) return tooSoon;
  const raise = (kind: 'bad-signature' | 'disabled-kiosk') =>
    context.alarms.raise({ kind, kioskId: kiosk.id, fromSequence: null, toSequence: null });
  if (!(await verifyEnvelope(about, envelope, kiosk.publicKey))) {
    raise('bad-signature');
    return badSignature();
  }
  if (kiosk.disabledAt !== null) {
    raise('disabled-kiosk');
    return refuse('kiosk-disabled', 'is no longer enrolled', 'kioskId');
  }
  const late = author === 'unproven' ? throttled() : undefined;
  return late ?? { kind: 'authentic', envelope, kiosk };
}
