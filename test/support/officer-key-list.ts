/** Lists of officer keys, for tests of code that reads one. */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { ListedOfficerKey, OfficerKeyList } from '../../server/contract/officer-keys.ts';
import { officerKeyListSchema } from '../../server/contract/officer-keys.ts';

export interface Passkey {
  readonly credentialId: string;
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo, DER in base64url. */
  readonly publicKey: string;
}

/** ES256. */
export function passkey(): Passkey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return { credentialId: randomBytes(32).toString('base64url'), privateKey, publicKey: spki };
}

export function listedKey(
  officerId: string,
  { credentialId, publicKey }: Passkey,
  roles: readonly ListedOfficerKey['roles'][number][],
): unknown {
  return { officerId, roles, credentialId, algorithm: 'ES256', publicKey };
}

export function officerKeyList(keys: readonly unknown[], change: Partial<OfficerKeyList> = {}): OfficerKeyList {
  return officerKeyListSchema.parse({
    ...{ version: 1, number: 1, validFrom: 0, rpId: 'localhost', origins: ['http://localhost:8080'], keys },
    ...change,
  });
}
