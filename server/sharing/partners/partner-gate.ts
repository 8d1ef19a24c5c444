/**
 * Recognises partners by their client certificate. The TLS handshake proves the private key; the record of the party, which two people entered,
 * says whose key it is. No authority is trusted: a certificate that another one signed for a partner's name proves nothing.
 */
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Connection } from '../../platform/database/connection.ts';
import { type Partner, partyDigest } from '../agreement/party.ts';
import { listParties } from '../agreement/tables/party-table.ts';

/** A partner whose record is in use. */
export interface KnownPartner {
  readonly partner: Partner;
  /** Digest of the record. */
  readonly record: string;
}

/** `undefined`: no certificate, a key of another kind, or one in no record in use. */
export async function partnerOf(database: Connection, socket: Socket): Promise<KnownPartner | undefined> {
  const key = clientKeyOf(socket);
  if (key === undefined) return undefined;
  for (const { party, digest, endedAt } of await listParties(database)) {
    if (endedAt !== null || party.role !== 'partner' || party.signingKey !== key) continue;
    if (partyDigest(party) === digest) return { partner: party, record: digest };
  }
  return undefined;
}

/** The Ed25519 key that the client proved, hex. */
function clientKeyOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate();
  const key = certificate?.publicKey;
  if (key?.asymmetricKeyType !== 'ed25519') return undefined;
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
}
