/**
 * Deviation lists, ICAO 9303-12 §10: a state's statement of errors in documents that it issued. A list explains a failed check and can take
 * trust away. It never makes a check pass.
 */
import { createHash } from 'node:crypto';
import { childOf, expectTag, findChild } from '../../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer, readBerSequence } from '../../../../hardware/ber/read.ts';
import {
  GENERALIZED_TIME,
  INTEGER,
  OBJECT_IDENTIFIER,
  readOid,
  readTime,
  SEQUENCE,
  SET,
} from '../../../../hardware/ber/universal.ts';
import { type HashName, readHash } from './algorithms.ts';
import { type Certificate, orMalformed, serialHex } from './certificate.ts';
import { maySignDeviationLists } from './certificate-roles.ts';
import { anchorsOf, type CscaPool } from './csca-pool.ts';
import { sameName } from './names.ts';
import { certificateOf, isSignedDataSignedBy, readSignedData, type SignedData } from './signed-data.ts';
import { TrustError } from './trust-error.ts';

/** id-icao-DeviationList, and the arcs of the deviations below it. */
const DEVIATION_LIST = '2.23.136.1.1.7';
const LIMITS: BerLimits = { bytes: 4_194_304, elements: 200_000, depth: 24 };

export type DeviationKind =
  /** id-Deviation-CertOrKey-AAKeyCompromised: Active Authentication proves nothing. */
  | 'active-authentication-key-compromised'
  /** id-Deviation-LDS-DGHashWrong: signed hashes differ from the files that the issuer wrote. */
  | 'data-group-hash-wrong'
  /** id-Deviation-MRZ-WrongData: the zone contains wrong data. */
  | 'zone-data-wrong'
  /** Errors of encoding, which the checks accept or detect by themselves. */
  | 'other';

const KINDS: Readonly<Record<string, DeviationKind>> = {
  [`${DEVIATION_LIST}.1.4`]: 'active-authentication-key-compromised',
  [`${DEVIATION_LIST}.2.2`]: 'data-group-hash-wrong',
  [`${DEVIATION_LIST}.3.1`]: 'zone-data-wrong',
};

type NamedSigner =
  | { readonly issuer: Uint8Array<ArrayBuffer>; readonly serialNumber: string }
  | { readonly keyIdentifier: string }
  | { readonly digest: Uint8Array<ArrayBuffer> };

/** All conditions that are present must hold (§10.2). */
interface Deviation {
  readonly documentCode: string | undefined;
  readonly signer: NamedSigner | undefined;
  /** Milliseconds since 1970, both inclusive. */
  readonly issued: { readonly first: number; readonly last: number } | undefined;
  readonly documentNumbers: readonly string[] | undefined;
  readonly kinds: readonly DeviationKind[];
}

export interface DeviationList {
  readonly country: string;
  /** Milliseconds since 1970. */
  readonly signedAt: number;
  /** The hash of the digests by which signers are named. */
  readonly hash: HashName;
  readonly deviations: readonly Deviation[];
}

/** The newest list of each country. */
export type DeviationLists = ReadonlyMap<string, DeviationList>;

/** The facts of a document by which a list names it. */
export interface NamedDocument {
  /** Its document signer. */
  readonly signer: Certificate;
  /** Document code of its zone; empty: unknown. */
  readonly documentCode: string;
  /** When the security object was signed, ms since 1970; `undefined`: not stated. */
  readonly signedAt: number | undefined;
  /** Compares the number of the document, which is not kept as text. `undefined`: no number was read. */
  readonly hasNumber: ((number: string) => boolean) | undefined;
}

/**
 * Imports a list whose signer an authority of the same country in the pool certified.
 *
 * @throws TrustError `malformed`, `unsupported`, `untrusted`, `roll-back`
 */
export function importDeviationList(
  lists: DeviationLists,
  file: Uint8Array<ArrayBuffer>,
  pool: CscaPool,
  nowMs: number,
): DeviationLists {
  return withDeviationList(lists, signedDeviationList(file, pool, nowMs));
}

/** @throws TrustError `roll-back` */
export function withDeviationList(lists: DeviationLists, list: DeviationList): DeviationLists {
  const before = lists.get(list.country);
  if (before !== undefined && list.signedAt < before.signedAt) {
    throw new TrustError('roll-back', `the deviation list of ${list.country} is older than the one imported before`);
  }
  return new Map(lists).set(list.country, list);
}

/** @throws TrustError `malformed`, `unsupported`, `untrusted` */
export function signedDeviationList(file: Uint8Array<ArrayBuffer>, pool: CscaPool, nowMs: number): DeviationList {
  const data = readSignedData(file, LIMITS);
  if (data.contentType !== DEVIATION_LIST) throw new TrustError('malformed', 'not a deviation list');
  return { ...checkSigner(data, pool, nowMs), ...readDeviations(data.content) };
}

function checkSigner(data: SignedData, pool: CscaPool, nowMs: number): Pick<DeviationList, 'country' | 'signedAt'> {
  const [signer, ...others] = data.signers;
  if (signer === undefined || others.length > 0) throw new TrustError('malformed', 'a list must have one signer');
  const certificate = certificateOf(signer, data.certificates);
  const country = certificate?.issuerCountry;
  const signedAt = signer.attributes?.signingTime;
  if (certificate === undefined || country === undefined) throw new TrustError('untrusted', 'no signer certificate');
  if (signedAt === undefined || signedAt > nowMs) throw new TrustError('untrusted', 'no signing time, or a future one');
  const authorities = anchorsOf(pool, certificate).filter(
    ({ certificate: { notBefore, notAfter } }) => notBefore <= signedAt && signedAt <= notAfter,
  );
  const isTrusted =
    authorities.length > 0 &&
    maySignDeviationLists(certificate) &&
    certificate.notBefore <= signedAt &&
    signedAt <= certificate.notAfter &&
    isSignedDataSignedBy(data, signer, certificate);
  if (!isTrusted) throw new TrustError('untrusted', `no authority of ${country} is behind this deviation list`);
  return { country, signedAt };
}

/**
 * The deviations of a document, by kind. A list counts for documents of its own country only. A period of issue cannot be read from a
 * document: it excludes a document only if the signer, or the signature of the security object, is newer or older.
 */
export function deviationsOf(lists: DeviationLists | undefined, document: NamedDocument): readonly DeviationKind[] {
  const country = document.signer.issuerCountry;
  const list = country === undefined ? undefined : lists?.get(country);
  if (list === undefined) return [];
  return [
    ...new Set(list.deviations.filter((one) => concerns(one, list.hash, document)).flatMap(({ kinds }) => kinds)),
  ];
}

function concerns(deviation: Deviation, hash: HashName, { signer, documentCode, signedAt, hasNumber }: NamedDocument) {
  const { documentCode: code, signer: named, issued, documentNumbers } = deviation;
  if (code !== undefined && code !== documentCode && !(code.length === 1 && documentCode.startsWith(code)))
    return false;
  if (named !== undefined && !isNamed(named, hash, signer)) return false;
  if (issued !== undefined) {
    if (signer.notBefore > issued.last || signer.notAfter < issued.first) return false;
    if (signedAt !== undefined && (signedAt > issued.last || signedAt < issued.first)) return false;
  }
  return documentNumbers === undefined || hasNumber === undefined || documentNumbers.some(hasNumber);
}

/** A list may name the signer, or the authority above it (for errors in its certificate). */
function isNamed(named: NamedSigner, hash: HashName, signer: Certificate): boolean {
  if ('keyIdentifier' in named) {
    return [signer.subjectKeyIdentifier, signer.authorityKeyIdentifier].includes(named.keyIdentifier);
  }
  if ('digest' in named) return createHash(hash).update(signer.encoded).digest().equals(named.digest);
  return named.serialNumber === signer.serialNumber && sameName(named.issuer, signer.issuer);
}

const DEFAULT_HASH: HashName = 'sha256';

/** `SEQUENCE { version, digestAlgorithm OPTIONAL, SET OF Deviation }`. */
function readDeviations(content: Uint8Array<ArrayBuffer>): Pick<DeviationList, 'hash' | 'deviations'> {
  return orMalformed('a deviation list', () => {
    const list = expectTag(readBer(content, LIMITS), SEQUENCE);
    expectTag(list.children()[0], INTEGER);
    const algorithm = findChild(list, SEQUENCE);
    return {
      hash: algorithm === undefined ? DEFAULT_HASH : readHash(algorithm),
      deviations: childOf(list, SET).children().map(readDeviation),
    };
  });
}

function readDeviation(deviation: BerElement): Deviation {
  const [documents, descriptions] = expectTag(deviation, SEQUENCE).children();
  const parts = expectTag(documents, SEQUENCE).children();
  const tagged = (number: number): BerElement | undefined => parts.find(({ tag }) => (tag & 0xdf) === 0x80 + number);
  const [type, issuerAndSerial, keyIdentifier, digest, issued, numbers] = [0, 1, 2, 3, 4, 5].map(tagged);
  const oids = expectTag(descriptions, SET)
    .children()
    .map((description) => readOid(childOf(description, OBJECT_IDENTIFIER)));
  return {
    documentCode: type && textOf(contentOf(type)).replaceAll('<', '').trim(),
    signer:
      (issuerAndSerial && readIssuerAndSerial(issuerAndSerial)) ??
      (keyIdentifier && { keyIdentifier: Buffer.from(contentOf(keyIdentifier)).toString('hex') }) ??
      (digest && { digest: contentOf(digest) }),
    issued: issued && readPeriod(issued),
    documentNumbers: numbers && elementsOf(numbers, SET).map(({ content }) => textOf(content)),
    kinds: [...new Set(oids.map((oid) => KINDS[oid] ?? 'other'))],
  };
}

/** The content of a tag, which the module declares as implicit and some issuers write as explicit. */
function contentOf(tagged: BerElement): Uint8Array<ArrayBuffer> {
  return tagged.constructed ? (tagged.children()[0]?.content ?? tagged.content) : tagged.content;
}

/** The elements below a tag that replaces, or contains, one with `tag`. */
function elementsOf(tagged: BerElement, tag: number): readonly BerElement[] {
  const children = readBerSequence(tagged.content, LIMITS);
  const [only, ...others] = children;
  return only?.tag === tag && others.length === 0 ? only.children() : children;
}

function readIssuerAndSerial(tagged: BerElement): NamedSigner {
  const [issuer, serial] = elementsOf(tagged, SEQUENCE);
  return { issuer: expectTag(issuer, SEQUENCE).encoded, serialNumber: serialHex(expectTag(serial, INTEGER)) };
}

function readPeriod(tagged: BerElement): NonNullable<Deviation['issued']> {
  const [first, last] = elementsOf(tagged, SEQUENCE);
  return { first: readTime(expectTag(first, GENERALIZED_TIME)), last: readTime(expectTag(last, GENERALIZED_TIME)) };
}

const LONGEST_TEXT = 64;

function textOf(content: Uint8Array): string {
  return String.fromCharCode(...content.subarray(0, LONGEST_TEXT)).toUpperCase();
}
