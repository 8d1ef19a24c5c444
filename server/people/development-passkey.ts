/**
 * Passkeys of the people whom development invents: an Ed25519 key in software for each, which the page signs with as an authenticator would, so
 * that development takes the same path as production. Production has no such person, no address that tells the key, and no list that has it.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { ORDER_ROLES, type OrderRole } from '../contract/order-vocabulary.ts';
import type { Transaction } from '../database/connection.ts';
import { insertPasskey } from './tables/passkeys.ts';
import { developmentPersonId } from './development.ts';
import type { Sealer } from './sealer.ts';

/** {1: 1, 3: -8, -1: 6, -2: 32 bytes}: COSE_Key of Ed25519 (RFC 9053 §7.2) before the key. */
const COSE_PREFIX = Buffer.from('a4010103272006215820', 'hex');
/** SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) before the key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export interface DevelopmentPasskey {
  /** Base64url. */
  readonly credentialId: string;
  /** Ed25519, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The same for as long as the server's secret is. */
export function developmentPasskey(sealer: Sealer, role: OrderRole): DevelopmentPasskey {
  const secretKey = hexToBytes(sealer.digest('development-passkey', role));
  const publicKey = ed25519.getPublicKey(secretKey);
  const id = Buffer.concat([Buffer.from(`development-${role}-`), Buffer.from(publicKey.subarray(0, 16))]);
  return { credentialId: id.toString('base64url'), secretKey, publicKey };
}

/** Gives the invented person of this role their passkey, unless they have it. */
export async function haveDevelopmentPasskey(
  transaction: Transaction,
  sealer: Sealer,
  role: OrderRole,
  at: number,
): Promise<void> {
  const { credentialId, publicKey } = developmentPasskey(sealer, role);
  await insertPasskey(transaction, {
    ...{ id: credentialId, personId: developmentPersonId(role), name: 'Development, in software' },
    publicKey: new Uint8Array(Buffer.concat([COSE_PREFIX, publicKey])),
    ...{ counter: 0, transports: [], synced: false, addedAt: at, usedAt: null, regressedAt: null },
  });
}

/** What a list of officers' keys says of each of them, but for when. */
export function developmentOfficerKeys(sealer: Sealer) {
  return ORDER_ROLES.map((role) => {
    const { credentialId, publicKey } = developmentPasskey(sealer, role);
    return {
      officerId: developmentPersonId(role),
      role,
      credentialId,
      algorithm: 'EdDSA',
      publicKey: Buffer.concat([SPKI_PREFIX, publicKey]).toString('base64url'),
    } as const;
  });
}
