import { badSignature, readEnvelope, type Envelope } from '../../contract/envelope.ts';
import type { KioskId } from '../../contract/field.ts';
import { OTHER_MODE } from '../../contract/rehearsal.ts';
import { findKiosk, type Kiosk } from '../../records/kiosks/kiosks.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { IngestContext } from './ingest-context.ts';
import { verifyEnvelope } from '../../platform/base/verify-signature.ts';

export type Authenticated = { readonly kind: 'authentic'; readonly envelope: Envelope; readonly kiosk: Kiosk };

/** Whether the connection may carry a message of this kiosk; `certified`: its certificate is this kiosk's. */
export type JudgeAuthor = (kioskId: KioskId) => 'certified' | 'unproven' | Refusal;

/** Each message of lanes with the rate that it counts against. */
const RATES = {
  report: 'reportRateLimit',
  status: 'statusRateLimit',
  'readiness-request': 'statusRateLimit',
  attempt: 'attemptRateLimit',
  'lane-releases': 'statusRateLimit',
  'group-counts': 'statusRateLimit',
  'lane-beacon-request': 'statusRateLimit',
  'blind-query': 'attemptRateLimit',
  'goods-question': 'attemptRateLimit',
  'partner-pseudonyms': 'attemptRateLimit',
  'list-counts': 'statusRateLimit',
} as const;
export type MessageKind = keyof typeof RATES;

/**
 * Authenticates the sender of an envelope: an enrolled, enabled kiosk with a valid signature and within its rate limit. The payload is not
 * read before. A certified sender's rate is checked before the signature, to save work; without a certificate it is checked afterwards, so
 * that a client without the kiosk's key cannot use up its rate.
 */
export async function authenticate(
  context: IngestContext,
  about: MessageKind,
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
    const pace = context[RATES[about]];
    const retryAfterS = pace.take(kiosk.id);
    return retryAfterS > 0 ? { ...refuse('rate-limited', 'exceeds the rate of a lane'), retryAfterS } : undefined;
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

/** For a message from a rehearsal to a server outside it, or the reverse. */
export function refuseOtherMode({ alarms }: Pick<IngestContext, 'alarms'>, kioskId: KioskId): Refusal {
  alarms.raise({ kind: 'invalid-message', kioskId, fromSequence: null, toSequence: null });
  return refuse('other-mode', OTHER_MODE, 'rehearsal');
}
