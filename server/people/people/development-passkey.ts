/**
 * Passkeys of the people that development mode invents: one Ed25519 key in software each. The page signs with it as an authenticator would,
 * so that development runs the same code as production. Production has no such people, no route that returns the key, and no list that
 * contains it.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { ORDER_ROLES, type OrderRole } from '../../contract/order-vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { insertPasskey } from './tables/passkeys.ts';
import { developmentPersonId, INVENTED, type Invented } from './development.ts';
import type { Sealer } from './sealer.ts';

/** {1: 1, 3: -8, -1: 6, -2: 32 bytes}: bytes of a COSE_Key of Ed25519 (RFC 9053 §7.2) that precede the key. */
const COSE_PREFIX = Buffer.from('a4010103272006215820', 'hex');
/** Bytes of a SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) that precede the key. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export interface DevelopmentPasskey {
  /** Base64url. */
  readonly credentialId: string;
  /** Ed25519, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** An invented person whose role signs orders and grants for lanes. */
export interface SigningPerson {
  readonly role: OrderRole;
  readonly invented: Invented;
}

/** Derived from the server's secret: the same key as long as the secret is the same. */
export function developmentPasskey(sealer: Sealer, { role, invented }: SigningPerson): DevelopmentPasskey {
  const secretKey = hexToBytes(sealer.digest('development-passkey', invented === 'second' ? `${role} 2` : role));
  const publicKey = ed25519.getPublicKey(secretKey);
  const id = Buffer.concat([Buffer.from(`development-${role}-`), Buffer.from(publicKey.subarray(0, 16))]);
  return { credentialId: id.toString('base64url'), secretKey, publicKey };
}

/** Stores the passkey of the invented person of this role unless it exists. */
export async function haveDevelopmentPasskey(
  transaction: Transaction,
  sealer: Sealer,
  person: SigningPerson,
  at: number,
): Promise<void> {
  const { credentialId, publicKey } = developmentPasskey(sealer, person);
  await insertPasskey(transaction, {
    id: credentialId,
    personId: developmentPersonId(person.role, person.invented),
    name: 'Development, in software',
    publicKey: new Uint8Array(Buffer.concat([COSE_PREFIX, publicKey])),
    counter: 0,
    transports: [],
    synced: false,
    addedAt: at,
    usedAt: null,
    regressedAt: null,
  });
}

/** Entries of a list of officer keys for the invented people, without times. */
export function developmentOfficerKeys(sealer: Sealer) {
  const people = ORDER_ROLES.flatMap((role) => INVENTED.map((invented) => ({ role, invented })));
  return people.map(({ role, invented }) => {
    const { credentialId, publicKey } = developmentPasskey(sealer, { role, invented });
    return {
      officerId: developmentPersonId(role, invented),
      role,
      credentialId,
      algorithm: 'EdDSA',
      publicKey: Buffer.concat([SPKI_PREFIX, publicKey]).toString('base64url'),
    } as const;
  });
}
