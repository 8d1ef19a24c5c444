/** The parts of attestation, and the checks that both kinds of message share. */
import type { Socket } from 'node:net';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { verifyEnvelope } from '../../platform/base/verify-signature.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { badSignature, type Envelope, readEnvelope } from '../../contract/envelope.ts';
import type { KioskId } from '../../contract/field.ts';
import { Challenges } from '../fleet/challenges.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';
import { peerOf } from '../fleet/peer.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import type { Kiosk } from '../../records/kiosks/kiosks.ts';
import type { AttestationSettings } from './start-policy.ts';

export interface AttestationDesk {
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'alarms' | 'ledger'>;
  readonly gate: KioskGate;
  readonly settings: AttestationSettings;
  readonly challenges: Challenges;
  /** 32 secret bytes, from which the secrets of credentials derive. */
  readonly secret: Uint8Array;
  /** Rate limit of both kinds of message by kiosk: each costs signatures and a write. */
  readonly rateLimit: TokenBuckets;
}

/** A key and a quote at a start, each with tries; later a quote every quarter of an hour. */
const RATE = { perSecond: 1 / 30, burst: 12 };

export async function openAttestation(
  context: AttestationDesk['context'],
  gate: KioskGate,
  settings: AttestationSettings,
  keys: Pick<ServerKeys, 'secret'>,
): Promise<AttestationDesk> {
  const secret = await keys.secret('attestation');
  const challenges = new Challenges(secret, context.clock);
  return { context, gate, settings, challenges, secret, rateLimit: new TokenBuckets(RATE, context.clock) };
}

export interface CertifiedSender {
  readonly kind: 'certified';
  readonly kiosk: Kiosk;
  /** Serial of the connection's certificate. */
  readonly certificate: string;
  readonly envelope: Envelope;
}

/** The kiosk of the connection, which must have signed the message and may not send too many. */
export async function certifiedSender(
  desk: AttestationDesk,
  purpose: 'attestation-key' | 'quote',
  socket: Socket,
  wire: Uint8Array,
): Promise<CertifiedSender | Refusal> {
  const sender = await desk.gate.ofRequest({ socket });
  if (sender.kind === 'refused') return sender;
  const peer = peerOf(socket);
  if (sender.kind === 'unproven' || peer.kind !== 'certified') {
    return refuse('certificate-required', 'a start is proved over TLS only');
  }
  const { kiosk } = sender;
  const retryAfterS = desk.rateLimit.take(kiosk.id);
  if (retryAfterS > 0) return { ...refuse('rate-limited', 'proves its start too often'), retryAfterS };
  const envelope = readEnvelope(wire);
  if (envelope.kind === 'refused') return envelope;
  if (envelope.kioskId !== kiosk.id) return desk.gate.refuseOther(kiosk.id);
  if (!(await verifyEnvelope(purpose, envelope, kiosk.publicKey))) {
    desk.context.alarms.raise({ kind: 'bad-signature', kioskId: kiosk.id, fromSequence: null, toSequence: null });
    return badSignature();
  }
  return { kind: 'certified', kiosk, certificate: peer.serial, envelope };
}

/** Records the refusal of a statement. */
export function refuseStatement(
  { context }: AttestationDesk,
  kioskId: KioskId,
  code: 'attestation-key-refused' | 'quote-refused',
  message: string,
  path = '',
): Refusal {
  context.alarms.raise({ kind: 'lane-quote-refused', kioskId, fromSequence: null, toSequence: null });
  return refuse(code, message, path);
}
