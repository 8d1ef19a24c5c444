/** The parts of an X.509 certificate (RFC 5280 §4.1) that matter for travel documents, ICAO 9303-12 §7. */
import { createHash, type KeyObject } from 'node:crypto';
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { childOf, expectTag, findChild } from '../../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../../hardware/ber/read.ts';
import {
  BIT_STRING,
  BOOLEAN,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  readBitString,
  readOid,
  readSmallInteger,
  readTime,
  readUnsigned,
  SEQUENCE,
} from '../../../../hardware/ber/universal.ts';
import { readPublicKey, readSignatureAlgorithm, type SignatureAlgorithm, signatureHolds } from './algorithms.ts';
import { countryOf } from './names.ts';
import { TrustError } from './trust-error.ts';

export interface Certificate {
  /** The original DER. */
  readonly encoded: Uint8Array<ArrayBuffer>;
  /** Magnitude, hex, lower case. */
  readonly serialNumber: string;
  /** The issuer's and the subject's names, DER. */
  readonly issuer: Uint8Array<ArrayBuffer>;
  readonly subject: Uint8Array<ArrayBuffer>;
  /** Upper-case country codes in the names; `undefined` when absent. */
  readonly issuerCountry: string | undefined;
  readonly subjectCountry: string | undefined;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Hex. */
  readonly subjectKeyIdentifier: string | undefined;
  readonly authorityKeyIdentifier: string | undefined;
  /** cA of basicConstraints. */
  readonly isAuthority: boolean;
  /** pathLenConstraint; `undefined`: without limit. */
  readonly pathLength: number | undefined;
  /** Bits by RFC 5280 §4.2.1.3, from 0; `undefined` when the extension is absent. */
  readonly keyUsages: ReadonlySet<number> | undefined;
  readonly extendedKeyUsages: readonly string[];
  /** Certifies the authority's key under another name, ICAO 9303-12 §7.1.1. */
  readonly changesName: boolean;
  /** Whether there is an unknown critical extension, so that the certificate must be rejected, RFC 5280 §4.2. */
  readonly hasUnknownCriticalExtension: boolean;
  /** Document codes that a signer may sign, ICAO 9303-12 §7.1.1.6; `undefined`: all. */
  readonly documentTypes: readonly string[] | undefined;
  /** SHA-256 of the key itself, hex: equal in every certificate for one key, whatever the encoding of its parameters. */
  readonly keyFingerprint: string;
  /** Reads the key. @throws TrustError `unsupported` */
  publicKey(): KeyObject;
  /** The signed body, the signature and its algorithm. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** @throws TrustError `unsupported`, `malformed` */
  signatureAlgorithm(): SignatureAlgorithm;
}

const LIMITS: BerLimits = { bytes: 16_384, elements: 2_000, depth: 16 };

const KEY_USAGE = '2.5.29.15';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const BASIC_CONSTRAINTS = '2.5.29.19';
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const NAME_CHANGE = '2.23.136.1.1.6.1';
const DOCUMENT_TYPE_LIST = '2.23.136.1.1.6.2';
/**
 * Extensions that are processed here, or that do not affect the trust decision: names, periods, policies, locations of
 * lists.
 */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  ...[KEY_USAGE, SUBJECT_KEY_IDENTIFIER, BASIC_CONSTRAINTS, AUTHORITY_KEY_IDENTIFIER, EXTENDED_KEY_USAGE],
  ...[NAME_CHANGE, DOCUMENT_TYPE_LIST],
  ...['2.5.29.16', '2.5.29.17', '2.5.29.18', '2.5.29.31', '2.5.29.32'],
]);

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
    const key = expectTag(spki, SEQUENCE);
    const constraints = extensions.values.get(BASIC_CONSTRAINTS);
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
      subjectKeyIdentifier: hexOf(extensions.values.get(SUBJECT_KEY_IDENTIFIER), (value) => value.content),
      authorityKeyIdentifier: hexOf(
        extensions.values.get(AUTHORITY_KEY_IDENTIFIER),
        (value) => findChild(value, 0x80)?.content,
      ),
      isAuthority: isAuthority(constraints),
      pathLength: pathLength(constraints),
      keyUsages: keyUsages(extensions.values.get(KEY_USAGE)),
      extendedKeyUsages: (extensions.values.get(EXTENDED_KEY_USAGE)?.children() ?? []).map(readOid),
      changesName: extensions.values.has(NAME_CHANGE),
      hasUnknownCriticalExtension: extensions.hasUnknownCritical,
      documentTypes: documentTypes(extensions.values.get(DOCUMENT_TYPE_LIST)),
      keyFingerprint: createHash('sha256').update(childOf(key, BIT_STRING).content).digest('hex'),
      publicKey: () => readPublicKey(key.encoded),
      body: expectTag(body, SEQUENCE).encoded,
      signature: readBitString(expectTag(signature, BIT_STRING)),
      signatureAlgorithm: () => orMalformed('a signature algorithm', () => readSignatureAlgorithm(algorithmElement)),
    };
  });
}

/** Whether `issuer`'s key signed `certificate`. `false` if the key or algorithm is malformed or unsupported. */
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

/** Converts parser errors to `TrustError`. @throws TrustError */
export function orMalformed<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof BerError) throw new TrustError('malformed', `not ${what}`, { cause });
    throw cause;
  }
}

/** Magnitude of a serial number; some states use negative ones, whose bytes are used unchanged. */
export function serialHex(element: BerElement): string {
  const { content } = element;
  const negative = content.length > 0 && (content[0]! & 0x80) !== 0;
  return Buffer.from(negative ? content : readUnsigned(element)).toString('hex');
}

interface Extensions {
  readonly values: ReadonlyMap<string, BerElement>;
  readonly hasUnknownCritical: boolean;
}

/** The value of each extension by identifier. A malformed value is skipped, so that the extension counts as unknown. */
function readExtensions(container: BerElement | undefined): Extensions {
  const values = new Map<string, BerElement>();
  let hasUnknownCritical = false;
  const extensions = container === undefined ? [] : childOf(container, SEQUENCE).children();
  for (const extension of extensions) {
    const [oid] = extension.children();
    const name = readOid(expectTag(oid, OBJECT_IDENTIFIER));
    if (values.has(name)) throw new BerError('malformed', 'a duplicate extension');
    const value = elementIn(childOf(extension, OCTET_STRING).content);
    if (value !== undefined) values.set(name, value);
    const understood = value !== undefined && KNOWN_EXTENSIONS.has(name);
    hasUnknownCritical ||= !understood && isTrue(findChild(extension, BOOLEAN));
  }
  return { values, hasUnknownCritical };
}

function elementIn(value: Uint8Array<ArrayBuffer>): BerElement | undefined {
  try {
    return readBer(value, LIMITS);
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

function isTrue(flag: BerElement | undefined): boolean {
  return flag !== undefined && flag.content.length === 1 && flag.content[0] !== 0;
}

function hexOf(value: BerElement | undefined, of: (value: BerElement) => Uint8Array | undefined): string | undefined {
  const bytes = value === undefined ? undefined : of(value);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('hex');
}

function isAuthority(constraints: BerElement | undefined): boolean {
  return constraints?.constructed === true && isTrue(findChild(constraints, BOOLEAN));
}

function pathLength(constraints: BerElement | undefined): number | undefined {
  const length = constraints?.constructed === true ? findChild(constraints, INTEGER) : undefined;
  return length && readSmallInteger(length);
}

/** A named bit list: the first content octet counts the bits that are unused at the end. */
function keyUsages(usage: BerElement | undefined): ReadonlySet<number> | undefined {
  if (usage === undefined) return undefined;
  const bits = expectTag(usage, BIT_STRING).content.subarray(1, 3);
  const named = Array.from({ length: bits.length * 8 }, (_, bit) => bit);
  return new Set(named.filter((bit) => (bits[bit >> 3]! & (0x80 >> (bit & 7))) !== 0));
}

const MAX_DOCUMENT_TYPES = 64;

/**
 * `SEQUENCE { version, SET OF PrintableString }`. Some issuers write a sequence instead of the set, or a single string: all
 * strings count. A list without strings counts as absent; the issuer signed it in either case.
 */
function documentTypes(list: BerElement | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined;
  const types = stringsIn(list)
    .map(({ content }) => String.fromCharCode(...content.subarray(0, 2)).replaceAll('<', ''))
    .filter((type) => /^[A-Z][A-Z0-9]?$/.test(type));
  return types.length === 0 ? undefined : types.slice(0, MAX_DOCUMENT_TYPES);
}

/** Primitive elements except integers, at any depth. Malformed ones are skipped. */
function stringsIn(element: BerElement): readonly BerElement[] {
  if (!element.constructed) return element.tag === INTEGER ? [] : [element];
  try {
    return element.children().flatMap(stringsIn);
  } catch (error) {
    if (error instanceof BerError) return [];
    throw error;
  }
}
