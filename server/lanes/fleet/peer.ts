import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { KIOSK_URN } from '../../contract/certificate-request.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';

/** Reason why a certificate is refused before the record of certificates is consulted. Closed list. */
export type PeerFault =
  | 'no-certificate'
  | 'unknown-authority'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  /** Not for the use of a kiosk as a client. */
  | 'not-for-clients'
  /** Any other fault of the chain. */
  | 'unusable';

/** The peer of a connection, according to its handshake. */
export type Peer =
  /** Development without TLS: the peer is not authenticated. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'faulty'; readonly why: PeerFault }
  /** Signed by the authority. Times are wall ms. */
  | {
      readonly kind: 'certified';
      readonly kioskId: KioskId;
      /** Lower-case hex. */
      readonly serial: string;
      readonly notBefore: number;
      readonly notAfter: number;
    };

/** Results of OpenSSL's verification (openssl-verification-options(1)), by Node's names. */
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

/** The handshake's result does not change after the first request. */
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
  // With `rejectUnauthorized: false` Node stores the error here; it is a code despite its type.
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
