/** The variants of PACE by object identifier, ICAO 9303-11 §4.4.3 tables 2 and 3 and §9.2.3. */
import type { CipherName } from '../cryptography/cipher-suite.ts';

export type PaceMapping = 'generic' | 'integrated' | 'chip-authentication';

export interface PaceProtocol {
  readonly oid: string;
  readonly agreement: 'dh' | 'ecdh';
  readonly mapping: PaceMapping;
  readonly cipher: CipherName;
}

/** id-PACE. */
const PACE = '0.4.0.127.0.7.2.2.4';
const FAMILIES = [
  { arc: 1, agreement: 'dh', mapping: 'generic' },
  { arc: 2, agreement: 'ecdh', mapping: 'generic' },
  { arc: 3, agreement: 'dh', mapping: 'integrated' },
  { arc: 4, agreement: 'ecdh', mapping: 'integrated' },
  { arc: 6, agreement: 'ecdh', mapping: 'chip-authentication' },
] as const;
const CIPHERS = [
  { arc: 1, cipher: '3des' },
  { arc: 2, cipher: 'aes-128' },
  { arc: 3, cipher: 'aes-192' },
  { arc: 4, cipher: 'aes-256' },
] as const;

export const PACE_PROTOCOLS: readonly PaceProtocol[] = FAMILIES.flatMap(({ arc, agreement, mapping }) =>
  CIPHERS.filter(({ cipher }) => mapping !== 'chip-authentication' || cipher !== '3des').map(
    ({ arc: last, cipher }): PaceProtocol => ({ oid: `${PACE}.${arc}.${last}`, agreement, mapping, cipher }),
  ),
);

export function paceProtocol(oid: string): PaceProtocol | undefined {
  return PACE_PROTOCOLS.find((protocol) => protocol.oid === oid);
}
