/** Object identifiers of a chip's security objects, ICAO 9303-11 §9.2 and TR-03110-3 §A.1. */
import type { CipherName } from './cryptography/cipher-suite.ts';

const BSI_PROTOCOLS = '0.4.0.127.0.7.2.2';

/** id-CA: {3 . agreement . cipher}. */
const CHIP_AUTHENTICATION = `${BSI_PROTOCOLS}.3`;
/** id-PK: {1 . agreement}. */
export const CHIP_PUBLIC_KEY_DH = `${BSI_PROTOCOLS}.1.1`;
export const CHIP_PUBLIC_KEY_ECDH = `${BSI_PROTOCOLS}.1.2`;
export const TERMINAL_AUTHENTICATION = `${BSI_PROTOCOLS}.2`;
/** id-icao-mrtd-security-aaProtocolObject. */
export const ACTIVE_AUTHENTICATION = '2.23.136.1.1.5';

export const STANDARDISED_DOMAIN_PARAMETERS = '0.4.0.127.0.7.1.2';
export const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
export const DH_PUBLIC_NUMBER = '1.2.840.10046.2.1';
/** PKCS #3 dhKeyAgreement. */
export const DH_KEY_AGREEMENT = '1.2.840.113549.1.3.1';

export interface ChipAuthenticationProtocol {
  readonly oid: string;
  readonly agreement: 'dh' | 'ecdh';
  readonly cipher: CipherName;
}

export const CHIP_AUTHENTICATION_PROTOCOLS: readonly ChipAuthenticationProtocol[] = (['dh', 'ecdh'] as const).flatMap(
  (agreement, at) =>
    (['3des', 'aes-128', 'aes-192', 'aes-256'] as const).map((cipher, last) => ({
      oid: `${CHIP_AUTHENTICATION}.${at + 1}.${last + 1}`,
      agreement,
      cipher,
    })),
);

/** Named curves by the identifier of their standardised parameters. */
export const NAMED_CURVES: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.1': 8,
  '1.3.36.3.3.2.8.1.1.3': 9,
  '1.3.132.0.33': 10,
  '1.3.36.3.3.2.8.1.1.5': 11,
  '1.2.840.10045.3.1.7': 12,
  '1.3.36.3.3.2.8.1.1.7': 13,
  '1.3.36.3.3.2.8.1.1.9': 14,
  '1.3.132.0.34': 15,
  '1.3.36.3.3.2.8.1.1.11': 16,
  '1.3.36.3.3.2.8.1.1.13': 17,
  '1.3.132.0.35': 18,
};

/** Hash of a plain ECDSA signature, TR-03111 §5.2.1: ecdsa-plain-signatures. */
export const PLAIN_ECDSA_HASHES: Readonly<Record<string, string>> = {
  '0.4.0.127.0.7.1.1.4.1.1': 'sha1',
  '0.4.0.127.0.7.1.1.4.1.2': 'sha224',
  '0.4.0.127.0.7.1.1.4.1.3': 'sha256',
  '0.4.0.127.0.7.1.1.4.1.4': 'sha384',
  '0.4.0.127.0.7.1.1.4.1.5': 'sha512',
};
