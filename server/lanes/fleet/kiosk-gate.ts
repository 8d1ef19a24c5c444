/**
 * Identifies the kiosk of a request or socket. The TLS port accepts connections with any certificate or none (`requestCert` without
 * `rejectUnauthorized`), so that a refusal has a recorded reason. Every kiosk route must therefore ask this gate first.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import { verifyEnvelope } from '../../platform/base/verify-signature.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { readEnvelope } from '../../contract/envelope.ts';
import type { KioskId } from '../../contract/field.ts';
import { HELLO_SKEW_MS, readHello } from '../../contract/kiosk-hello.ts';
import type { Signals } from '../../records/signals/signals.ts';
import { findCertificate } from './certificate-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findKiosk, type Kiosk } from '../../records/kiosks/kiosks.ts';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import type { KioskConnections } from './kiosk-connections.ts';
import type { KioskFault } from './kiosk-fault.ts';
import { OnceOnly } from './once-only.ts';
import { peerOf } from './peer.ts';

/** Where the server requires more of a lane than its certificate. */
export interface Admission {
  /** `undefined` for a lane whose messages are accepted. @param certificate serial of the connection's certificate, if there is one */
  objectTo(kioskId: KioskId, certificate: string | undefined): Promise<Refusal | undefined>;
}

export interface KioskGateParts {
  readonly knex: Connection;
  readonly clock: Clock;
  readonly alarms: Pick<AlarmBook, 'raise'>;
  readonly signals: Pick<Signals, 'note'>;
  readonly connections: KioskConnections;
  /** Absent: the certificate suffices. */
  readonly admission?: Admission | undefined;
}

export type RequestSender =
  | { readonly kind: 'kiosk'; readonly kiosk: Kiosk }
  /** Development without TLS: messages are authenticated by their signatures only. */
  | { readonly kind: 'unproven' }
  | Refusal;

export type SocketOwner = { readonly kind: 'kiosk'; readonly kiosk: Kiosk } | Refusal;

/** Maximum length of a handshake's hello. */
const HELLO_LIMIT = 1_024;

export class KioskGate {
  readonly #parts: KioskGateParts;
  readonly #nonces: OnceOnly;

  constructor(parts: KioskGateParts) {
    this.#parts = parts;
    this.#nonces = new OnceOnly(parts.clock, 2 * HELLO_SKEW_MS);
  }

  /** The sender of a request, by the certificate of its connection. Records refusals. */
  ofRequest(request: Pick<IncomingMessage, 'socket'>): Promise<RequestSender> {
    return this.#ofConnection(request.socket);
  }

  /** The same for a message of the lane's work, which the server takes from admitted lanes only. */
  async ofWork(request: Pick<IncomingMessage, 'socket'>): Promise<RequestSender> {
    const sender = await this.#ofConnection(request.socket);
    if (sender.kind !== 'kiosk') return sender;
    return (await this.#objectionTo(sender.kiosk, request.socket)) ?? sender;
  }

  /**
   * The owner of a socket: the kiosk that signed `hello` (the text of an envelope, `contract/kiosk-hello.ts`) and that the connection's
   * certificate names; without TLS the signature alone. Records refusals.
   */
  async ofHandshake(request: Pick<IncomingMessage, 'socket'>, hello: unknown): Promise<SocketOwner> {
    const sender = await this.#ofConnection(request.socket);
    if (sender.kind === 'refused') return sender;
    const signer = await this.#ofHello(hello);
    if (signer.kind === 'refused') return signer;
    if (sender.kind === 'kiosk' && sender.kiosk.id !== signer.kiosk.id) return this.refuseOther(sender.kiosk.id);
    const objection = await this.#objectionTo(signer.kiosk, request.socket);
    if (objection !== undefined) return objection;
    this.#parts.connections.follow(signer.kiosk.id, serialOf(request.socket), request.socket);
    return signer;
  }

  /** From now on the connection is cut when the lane is no longer admitted with its certificate. */
  async #objectionTo({ id }: Kiosk, socket: Socket): Promise<Refusal | undefined> {
    const { admission, connections } = this.#parts;
    if (admission === undefined) return undefined;
    const objection = await admission.objectTo(id, serialOf(socket));
    if (objection === undefined) connections.admit(socket);
    return objection;
  }

  /** Whether a certified sender may send a message of `kioskId`. Without TLS any client may send a kiosk's signed message. */
  judgeAuthor(sender: Exclude<RequestSender, Refusal>, kioskId: KioskId): 'certified' | 'unproven' | Refusal {
    if (sender.kind === 'unproven') return 'unproven';
    if (sender.kiosk.id === kioskId) return 'certified';
    return this.refuseOther(sender.kiosk.id);
  }

  refuseOther(kioskId: KioskId): Refusal {
    this.#record('other-kiosk', 'certificate-of-other-kiosk', kioskId);
    return refuse('certificate-refused', 'names another kiosk than the message', 'kioskId');
  }

  async #ofConnection(socket: Socket): Promise<RequestSender> {
    const { knex, clock, connections } = this.#parts;
    const peer = peerOf(socket);
    if (peer.kind === 'plain') return { kind: 'unproven' };
    if (peer.kind === 'faulty') return this.#refuse(peer.why, 'certificate-refused', null);
    // A connection may outlive its certificate, and the handshake used the machine's clock.
    const now = clock.wallMs();
    if (now >= peer.notAfter) return this.#refuse('expired', 'certificate-refused', peer.kioskId);
    if (now < peer.notBefore) return this.#refuse('not-yet-valid', 'certificate-refused', peer.kioskId);
    const issued = await findCertificate(knex, peer.serial);
    if (issued === undefined || issued.use !== 'lane' || issued.kioskId !== peer.kioskId) {
      return this.#refuse('unrecorded', 'unrecorded-certificate', null);
    }
    const kiosk = await findKiosk(knex, peer.kioskId);
    if (kiosk === undefined) return this.#refuse('unknown-kiosk', 'unrecorded-certificate', null);
    if (kiosk.disabledAt !== null) {
      this.#record('disabled', 'disabled-kiosk', kiosk.id);
      return refuse('kiosk-disabled', 'is no longer enrolled');
    }
    if (issued.revokedAt !== null) return this.#refuse('revoked', 'certificate-revoked', kiosk.id);
    connections.follow(kiosk.id, peer.serial, socket);
    return { kind: 'kiosk', kiosk };
  }

  async #ofHello(hello: unknown): Promise<SocketOwner> {
    const { knex, clock } = this.#parts;
    const bytes = typeof hello === 'string' && hello.length <= HELLO_LIMIT ? Buffer.from(hello) : undefined;
    const envelope = bytes === undefined ? undefined : readEnvelope(bytes);
    if (envelope?.kind !== 'read') return this.#refuseHello('malformed-hello', null);
    const kiosk = await findKiosk(knex, envelope.kioskId);
    if (kiosk === undefined) {
      this.#record('unknown-kiosk', 'unknown-kiosk', null);
      return refuse('unknown-kiosk', 'is not enrolled here', 'kioskId');
    }
    if (!(await verifyEnvelope('kiosk-hello', envelope, kiosk.publicKey))) {
      return this.#refuseHello('forged-hello', kiosk.id);
    }
    if (kiosk.disabledAt !== null) {
      this.#record('disabled', 'disabled-kiosk', kiosk.id);
      return refuse('kiosk-disabled', 'is no longer enrolled');
    }
    const read = readHello(envelope);
    if (read.kind === 'refused') return this.#refuseHello('malformed-hello', kiosk.id);
    if (Math.abs(read.hello.at - clock.wallMs()) > HELLO_SKEW_MS) return this.#refuseHello('stale-hello', kiosk.id);
    if (!this.#nonces.take(kiosk.id, read.hello.nonce)) return this.#refuseHello('replayed-hello', kiosk.id);
    return { kind: 'kiosk', kiosk };
  }

  #refuse(why: KioskFault, alarm: AlarmKind, kioskId: KioskId | null): Refusal {
    this.#record(why, alarm, kioskId);
    return why === 'no-certificate'
      ? refuse('certificate-required', 'the connection has no certificate of the fleet')
      : refuse('certificate-refused', 'the connection’s certificate is not valid');
  }

  #refuseHello(why: KioskFault, kioskId: KioskId | null): Refusal {
    this.#record(why, 'hello-refused', kioskId);
    return refuse('hello-refused', 'must be signed by this kiosk, recent and not used before', 'hello');
  }

  #record(why: KioskFault, alarm: AlarmKind, kioskId: KioskId | null): void {
    const { signals, alarms } = this.#parts;
    signals.note(`kiosk-${why}`, kioskId ?? '');
    alarms.raise({ kind: alarm, kioskId, fromSequence: null, toSequence: null });
  }
}

function serialOf(socket: Socket): string | undefined {
  const peer = peerOf(socket);
  return peer.kind === 'certified' ? peer.serial : undefined;
}
