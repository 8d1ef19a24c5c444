/** The parts of an X.509 certificate (RFC 5280 §4.1) that matter for travel documents, ICAO 9303-12 §7. */
import type { KeyObject } from 'node:crypto';
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { childOf, expectTag, findChild } from '../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../hardware/ber/read.ts';
import {
  BIT_STRING,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  readBitString,
  readOid,
  readTime,
  readUnsigned,
  SEQUENCE,
} from '../../../hardware/ber/universal.ts';
import { readPublicKey, readSignatureAlgorithm, type SignatureAlgorithm, signatureHolds } from './algorithms.ts';
import { countryOf } from './names.ts';
import { TrustError } from './trust-error.ts';

export interface Certificate {
  /** DER, as it came. */
  readonly encoded: Uint8Array<ArrayBuffer>;
  /** Magnitude, hex, lower case. */
  readonly serialNumber: string;
  /** The issuer's and the subject's names, DER. */
  readonly issuer: Uint8Array<ArrayBuffer>;
  readonly subject: Uint8Array<ArrayBuffer>;
  /** Upper-case country codes in the names; `undefined` where there is none. */
  readonly issuerCountry: string | undefined;
  readonly subjectCountry: string | undefined;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Hex. */
  readonly subjectKeyIdentifier: string | undefined;
  readonly authorityKeyIdentifier: string | undefined;
  readonly isAuthority: boolean;
  readonly extendedKeyUsages: readonly string[];
  /** Document codes that a signer is for, ICAO 9303-12 §7.1.1.6; `undefined`: all. */
  readonly documentTypes: readonly string[] | undefined;
  /** Reads the key. @throws TrustError `unsupported` */
  publicKey(): KeyObject;
  /** The signed body, the signature and its algorithm. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** @throws TrustError `unsupported`, `malformed` */
  signatureAlgorithm(): SignatureAlgorithm;
}

const LIMITS: BerLimits = { bytes: 16_384, elements: 2_000, depth: 16 };

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const BASIC_CONSTRAINTS = '2.5.29.19';
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const DOCUMENT_TYPE_LIST = '2.23.136.1.1.6.2';

/** @throws TrustError `malformed` */
export function readCertificate(der: Uint8Array<ArrayBuffer>): Certificate {
  return orMalformed('a certificate', () => {
    const root = expectTag(readBer(der, LIMITS), SEQUENCE);
    const [body, algorithm, signature] = root.children();
    const parts = [...expectTag(body, SEQUENCE).children()];
    // Version 1 has no [0]
    if (parts[0]?.tag === 0xa0) parts.shift();
    const [serial, , issuer, validity, subject, spki, ...rest] = parts;
    const [notBefore, notAfter] = expectTag(validity, SEQUENCE).children();
    const extensions = readExtensions(rest.find(({ tag }) => tag === 0xa3));
    const names = { issuer: expectTag(issuer, SEQUENCE), subject: expectTag(subject, SEQUENCE) };
    const key = expectTag(spki, SEQUENCE).encoded;
    const algorithmElement = expectTag(algorithm, SEQUENCE);
    if (notBefore === undefined || notAfter === undefined) throw new BerError('unexpected', 'no validity');
    return {
      encoded: root.encoded,
      serialNumber: serialHex(expectTag(serial, INTEGER)),
      issuer: names.issuer.encoded,
      subject: names.subject.encoded,
      issuerCountry: countryOf(names.issuer),
      subjectCountry: countryOf(names.subject),
      notBefore: readTime(notBefore),
      notAfter: readTime(notAfter),
      subjectKeyIdentifier: hexOf(extensions.get(SUBJECT_KEY_IDENTIFIER), (value) => value.content),
      authorityKeyIdentifier: hexOf(
        extensions.get(AUTHORITY_KEY_IDENTIFIER),
        (value) => findChild(value, 0x80)?.content,
      ),
      isAuthority: isAuthority(extensions.get(BASIC_CONSTRAINTS)),
      extendedKeyUsages: (extensions.get(EXTENDED_KEY_USAGE)?.children() ?? []).map(readOid),
      documentTypes: documentTypes(extensions.get(DOCUMENT_TYPE_LIST)),
      publicKey: () => readPublicKey(key),
      body: expectTag(body, SEQUENCE).encoded,
      signature: readBitString(expectTag(signature, BIT_STRING)),
      signatureAlgorithm: () => orMalformed('a signature algorithm', () => readSignatureAlgorithm(algorithmElement)),
    };
  });
}

/** Whether `issuer`'s key made the signature of `certificate`. What cannot be read or is not supported does not hold. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    const algorithm = certificate.signatureAlgorithm();
    return signatureHolds(algorithm, issuer.publicKey(), certificate.body, certificate.signature);
  } catch (error) {
    if (error instanceof TrustError) return false;
    throw error;
  }
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one.buffer, one.byteOffset, one.length).equals(other);
}

/** Turns a broken structure into the error of this folder. @throws TrustError */
export function orMalformed<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof BerError) throw new TrustError('malformed', `not ${what}`, { cause });
    throw cause;
  }
}

/** Magnitude of a serial number; some states use negative ones, whose bytes are taken as they are. */
export function serialHex(element: BerElement): string {
  const { content } = element;
  const negative = content.length > 0 && (content[0]! & 0x80) !== 0;
  return Buffer.from(negative ? content : readUnsigned(element)).toString('hex');
}

/** The value of each extension by identifier; one that is not itself an element is left out. */
function readExtensions(container: BerElement | undefined): ReadonlyMap<string, BerElement> {
  const extensions = new Map<string, BerElement>();
  if (container === undefined) return extensions;
  for (const extension of childOf(container, SEQUENCE).children()) {
    const [oid] = extension.children();
    const value = childOf(extension, OCTET_STRING).content;
    try {
      extensions.set(readOid(expectTag(oid, OBJECT_IDENTIFIER)), readBer(value, LIMITS));
    } catch (error) {
      if (!(error instanceof BerError)) throw error;
    }
  }
  return extensions;
}

function hexOf(value: BerElement | undefined, of: (value: BerElement) => Uint8Array | undefined): string | undefined {
  const bytes = value === undefined ? undefined : of(value);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('hex');
}

function isAuthority(constraints: BerElement | undefined): boolean {
  const flag = constraints?.constructed === true ? findChild(constraints, 0x01) : undefined;
  return flag !== undefined && flag.content[0] !== 0 && flag.content.length === 1;
}

/** `SEQUENCE { version, SET OF PrintableString }`. */
function documentTypes(list: BerElement | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  return childOf(list, 0x31)
    .children()
    .map(({ content }) => String.fromCharCode(...content.subarray(0, 2)).replaceAll('<', ''));
}
