import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { KIOSK_URN } from '../contract/certificate-request.ts';
import { kioskIdSchema, type KioskId } from '../contract/field.ts';

/** Closed. Why a certificate is not believed, before the record of certificates has been asked. */
export type PeerFault =
  | 'no-certificate'
  | 'unknown-authority'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  /** Made for something else than a kiosk before the server. */
  | 'not-for-clients'
  /** Anything else that a chain can be wrong in. */
  | 'unusable';

/** Who is at the other end of a connection, as far as its handshake says. */
export type Peer =
  /** Development without TLS: nobody has proved anything. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'faulty'; readonly why: PeerFault }
  /** The authority's signature holds. Times are wall ms. */
  | {
      readonly kind: 'certified';
      readonly kioskId: KioskId;
      /** Lower-case hex. */
      readonly serial: string;
      readonly notBefore: number;
      readonly notAfter: number;
    };

/** What OpenSSL's verification answers (openssl-verification-options(1)), by Node's names. */
const FAULTS: ReadonlyMap<unknown, PeerFault> = new Map([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'not-yet-valid'],
  ['INVALID_PURPOSE', 'not-for-clients'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown-authority'],
]);

/** A handshake is over when its first request comes: what it said does not change. */
const known = new WeakMap<TLSSocket, Peer>();

export function peerOf(socket: Socket): Peer {
  if (!(socket instanceof TLSSocket)) return { kind: 'plain' };
  const before = known.get(socket);
  if (before !== undefined) return before;
  const peer = read(socket);
  known.set(socket, peer);
  return peer;
}

function read(socket: TLSSocket): Peer {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return faulty('no-certificate');
  // With `rejectUnauthorized: false` Node says here what it would have hung up for; it is a code, whatever its type says.
  if (!socket.authorized) return faulty(FAULTS.get(socket.authorizationError) ?? 'unusable');
  const { subjectAltName = '', serialNumber, validFrom, validTo } = certificate;
  const prefix = `URI:${KIOSK_URN}`;
  const kioskId = kioskIdSchema.safeParse(subjectAltName.startsWith(prefix) ? subjectAltName.slice(prefix.length) : '');
  if (!kioskId.success) return faulty('not-for-clients');
  return {
    kind: 'certified',
    kioskId: kioskId.data,
    serial: serialNumber.toLowerCase(),
    notBefore: Date.parse(validFrom),
    notAfter: Date.parse(validTo),
  };
}

function faulty(why: PeerFault): Peer {
  return { kind: 'faulty', why };
}
