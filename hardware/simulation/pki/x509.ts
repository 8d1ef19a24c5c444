/** X.509 certificates and revocation lists (RFC 5280), as ICAO 9303-12 §7 profiles them for travel documents. */
import { createHash, type KeyObject, sign as signWith } from 'node:crypto';
import {
  BIT_STRING,
  BOOLEAN,
  GENERALIZED_TIME,
  INTEGER,
  integerElement,
  OCTET_STRING,
  oidElement,
  SEQUENCE,
  SET,
  UTC_TIME,
} from '../../ber/universal.ts';
import { ascii, concat, tlv } from '../../ber/write.ts';

/** Two capital letters, and a name of printable ASCII. */
export interface DistinguishedName {
  readonly country: string;
  readonly commonName: string;
}

export type SignatureAlgorithm = 'ecdsa-sha256' | 'ecdsa-sha384' | 'rsa-sha256' | 'rsa-pss-sha256';

const COUNTRY = '2.5.4.6';
const COMMON_NAME = '2.5.4.3';
const PRINTABLE_STRING = 0x13;
const UTF8_STRING = 0x0c;
const NULL_ELEMENT = Uint8Array.of(0x05, 0x00);
const VERSION_3 = tlv(0xa0, tlv(INTEGER, Uint8Array.of(2)));
const SHA256 = '2.16.840.1.101.3.4.2.1';
/** RFC 4055 §3.1: SHA-256, MGF1 with SHA-256, salt of 32 bytes. */
const PSS_PARAMETERS = tlv(
  SEQUENCE,
  tlv(0xa0, tlv(SEQUENCE, oidElement(SHA256), NULL_ELEMENT)),
  tlv(0xa1, tlv(SEQUENCE, oidElement('1.2.840.113549.1.1.8'), tlv(SEQUENCE, oidElement(SHA256), NULL_ELEMENT))),
  tlv(0xa2, tlv(INTEGER, Uint8Array.of(32))),
);

const ALGORITHMS: Readonly<Record<SignatureAlgorithm, { readonly identifier: Uint8Array; readonly hash: string }>> = {
  'ecdsa-sha256': { identifier: tlv(SEQUENCE, oidElement('1.2.840.10045.4.3.2')), hash: 'sha256' },
  'ecdsa-sha384': { identifier: tlv(SEQUENCE, oidElement('1.2.840.10045.4.3.3')), hash: 'sha384' },
  'rsa-sha256': { identifier: tlv(SEQUENCE, oidElement('1.2.840.113549.1.1.11'), NULL_ELEMENT), hash: 'sha256' },
  'rsa-pss-sha256': { identifier: tlv(SEQUENCE, oidElement('1.2.840.113549.1.1.10'), PSS_PARAMETERS), hash: 'sha256' },
};

const PSS_SALT_BYTES = 32;
const RSA_PKCS1_PSS_PADDING = 6;

/** AlgorithmIdentifier of a signature. */
export function signatureIdentifier(algorithm: SignatureAlgorithm): Uint8Array {
  return ALGORITHMS[algorithm].identifier;
}

/** ECDSA signatures are in DER, except on chips. */
export function signDer(algorithm: SignatureAlgorithm, key: KeyObject, message: Uint8Array): Uint8Array<ArrayBuffer> {
  const pss = algorithm === 'rsa-pss-sha256' && { padding: RSA_PKCS1_PSS_PADDING, saltLength: PSS_SALT_BYTES };
  return Uint8Array.from(signWith(ALGORITHMS[algorithm].hash, message, { key, ...pss }));
}

export function nameElement({ country, commonName }: DistinguishedName): Uint8Array<ArrayBuffer> {
  const part = (oid: string, tag: number, text: string) =>
    tlv(SET, tlv(SEQUENCE, oidElement(oid), tlv(tag, ascii(text))));
  return tlv(SEQUENCE, part(COUNTRY, PRINTABLE_STRING, country), part(COMMON_NAME, UTF8_STRING, commonName));
}

/** RFC 5280 §4.1.2.5: two digits of the year before 2050. */
export function timeElement(timeMs: number): Uint8Array<ArrayBuffer> {
  const digits = new Date(timeMs).toISOString().replaceAll(/[-T:]|\.\d+/g, '');
  return new Date(timeMs).getUTCFullYear() < 2050
    ? tlv(UTC_TIME, ascii(digits.slice(2)))
    : tlv(GENERALIZED_TIME, ascii(digits));
}

/** RFC 5280 §4.2.1.2, method 1. */
export function keyIdentifier(publicKey: KeyObject): Uint8Array<ArrayBuffer> {
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return Uint8Array.from(createHash('sha1').update(spki).digest());
}

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export const extensionElement = ({ oid, critical, value }: Extension): Uint8Array<ArrayBuffer> =>
  tlv(
    SEQUENCE,
    oidElement(oid),
    critical ? tlv(BOOLEAN, Uint8Array.of(0xff)) : new Uint8Array(),
    tlv(OCTET_STRING, value),
  );

/** KeyUsage bits, RFC 5280 §4.2.1.3. */
export const KEY_USAGE = { digitalSignature: 0x80, certificateAndCrlSigning: 0x06 } as const;

export function keyUsage(bits: number): Extension {
  const unused = Math.clz32(bits & -bits) === 32 ? 0 : 31 - Math.clz32(bits & -bits);
  return { oid: '2.5.29.15', critical: true, value: tlv(BIT_STRING, Uint8Array.of(unused, bits)) };
}

export function basicConstraints(): Extension {
  const value = tlv(SEQUENCE, tlv(BOOLEAN, Uint8Array.of(0xff)), tlv(INTEGER, Uint8Array.of(0)));
  return { oid: '2.5.29.19', critical: true, value };
}

export function subjectKeyIdentifier(publicKey: KeyObject): Extension {
  return { oid: '2.5.29.14', critical: false, value: tlv(OCTET_STRING, keyIdentifier(publicKey)) };
}

export function authorityKeyIdentifier(publicKey: KeyObject): Extension {
  return { oid: '2.5.29.35', critical: false, value: tlv(SEQUENCE, tlv(0x80, keyIdentifier(publicKey))) };
}

/** ICAO 9303-12 §7.1.1: extended key usage of a master list signer. */
export function masterListSigning(): Extension {
  return { oid: '2.5.29.37', critical: true, value: tlv(SEQUENCE, oidElement('2.23.136.1.1.3')) };
}

/** ICAO 9303-12 §7.1.1.6: the document types that a signer may sign, such as `P`. */
export function documentTypeList(types: readonly string[]): Extension {
  const list = tlv(SET, ...types.map((type) => tlv(PRINTABLE_STRING, ascii(type))));
  return { oid: '2.23.136.1.1.6.2', critical: false, value: tlv(SEQUENCE, tlv(INTEGER, Uint8Array.of(0)), list) };
}

export interface CertificateFields {
  readonly serialNumber: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Extension[];
}

/** A signed certificate, DER. */
export function certificate(
  fields: CertificateFields,
  algorithm: SignatureAlgorithm,
  issuerKey: KeyObject,
): Uint8Array<ArrayBuffer> {
  const spki = fields.publicKey.export({ format: 'der', type: 'spki' });
  const body = tlv(
    SEQUENCE,
    VERSION_3,
    integerElement(fields.serialNumber),
    signatureIdentifier(algorithm),
    nameElement(fields.issuer),
    tlv(SEQUENCE, timeElement(fields.notBefore), timeElement(fields.notAfter)),
    nameElement(fields.subject),
    spki,
    tlv(0xa3, tlv(SEQUENCE, ...fields.extensions.map(extensionElement))),
  );
  return signed(body, algorithm, issuerKey);
}

export interface RevocationListFields {
  readonly issuer: DistinguishedName;
  readonly issuerPublicKey: KeyObject;
  /** RFC 5280 §5.2.3. */
  readonly number: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly revoked: readonly { readonly serialNumber: Uint8Array; readonly revokedAt: number }[];
}

/** A signed certificate revocation list, version 2, DER. */
export function revocationList(
  fields: RevocationListFields,
  algorithm: SignatureAlgorithm,
  issuerKey: KeyObject,
): Uint8Array<ArrayBuffer> {
  const entries = fields.revoked.map(({ serialNumber, revokedAt }) =>
    tlv(SEQUENCE, integerElement(serialNumber), timeElement(revokedAt)),
  );
  const extensions = [
    authorityKeyIdentifier(fields.issuerPublicKey),
    { oid: '2.5.29.20', critical: false, value: integerElement(fields.number) },
  ];
  const body = tlv(
    SEQUENCE,
    tlv(INTEGER, Uint8Array.of(1)),
    signatureIdentifier(algorithm),
    nameElement(fields.issuer),
    timeElement(fields.thisUpdate),
    timeElement(fields.nextUpdate),
    entries.length === 0 ? new Uint8Array() : tlv(SEQUENCE, ...entries),
    tlv(0xa0, tlv(SEQUENCE, ...extensions.map(extensionElement))),
  );
  return signed(body, algorithm, issuerKey);
}

function signed(body: Uint8Array, algorithm: SignatureAlgorithm, key: KeyObject): Uint8Array<ArrayBuffer> {
  const signature = concat(Uint8Array.of(0), signDer(algorithm, key, body));
  return tlv(SEQUENCE, body, signatureIdentifier(algorithm), tlv(BIT_STRING, signature));
}
