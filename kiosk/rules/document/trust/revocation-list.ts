/** Certificate revocation lists, RFC 5280 §5, of country signing authorities, ICAO 9303-12 §7.2. */
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { expectTag, findChild } from '../../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../../hardware/ber/read.ts';
import {
  BIT_STRING,
  BOOLEAN,
  INTEGER,
  OCTET_STRING,
  readBitString,
  readOid,
  readTime,
  readUnsigned,
  SEQUENCE,
  UTC_TIME,
  GENERALIZED_TIME,
} from '../../../../hardware/ber/universal.ts';
import { readSignatureAlgorithm, signatureHolds } from './algorithms.ts';
import { type Certificate, orMalformed, serialHex } from './certificate.ts';
import { maySignRevocationLists } from './certificate-roles.ts';
import type { CscaPool } from './csca-pool.ts';
import { countryOf } from './names.ts';
import { TrustError } from './trust-error.ts';

export interface RevocationList {
  readonly country: string;
  /** Fingerprint of the key that signed it. */
  readonly authority: string;
  /** Increases with each list; 0 when absent. */
  readonly number: bigint;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  /** Serial numbers, hex. */
  readonly revoked: ReadonlySet<string>;
}

/**
 * The newest list by the fingerprint of its signing key, because a state may have several authorities with separate lists.
 */
export type RevocationLists = ReadonlyMap<string, RevocationList>;

const LIMITS: BerLimits = { bytes: 8_388_608, elements: 500_000, depth: 16 };
const CRL_NUMBER = '2.5.29.20';
/** CRL number, authority key identifier, reason code and invalidity date. */
const KNOWN_EXTENSIONS: readonly string[] = [CRL_NUMBER, '2.5.29.35', '2.5.29.21', '2.5.29.24'];

/**
 * Imports a list that an authority in the pool signed during its validity. Only lists of the same key are compared by age.
 *
 * @throws TrustError `malformed`, `unsupported`, `untrusted`, `roll-back`
 */
export function importRevocationList(
  lists: RevocationLists,
  file: Uint8Array<ArrayBuffer>,
  pool: CscaPool,
  nowMs: number,
): RevocationLists {
  return withRevocationList(lists, signedRevocationList(file, pool, nowMs));
}

/** @throws TrustError `roll-back` */
export function withRevocationList(lists: RevocationLists, list: RevocationList): RevocationLists {
  const before = lists.get(list.authority);
  if (before !== undefined && (list.number < before.number || list.thisUpdate < before.thisUpdate)) {
    throw new TrustError('roll-back', `the list of an authority of ${list.country} is older than the previous one`);
  }
  return new Map(lists).set(list.authority, list);
}

/** Parses a list signed by an authority in the pool. @throws TrustError `malformed`, `unsupported`, `untrusted` */
export function signedRevocationList(file: Uint8Array<ArrayBuffer>, pool: CscaPool, nowMs: number): RevocationList {
  const { list, holdsUnder } = readRevocationList(file);
  const signer = pool.anchors.find(
    ({ certificate }) =>
      certificate.subjectCountry === list.country &&
      maySignRevocationLists(certificate) &&
      certificate.notBefore <= list.thisUpdate &&
      list.thisUpdate <= certificate.notAfter &&
      holdsUnder(certificate),
  );
  if (signer === undefined) throw new TrustError('untrusted', `no authority of ${list.country} signed this list`);
  if (list.thisUpdate > nowMs) throw new TrustError('untrusted', 'a list from the future');
  return { ...list, authority: signer.certificate.keyFingerprint };
}

function readRevocationList(file: Uint8Array<ArrayBuffer>): {
  readonly list: Omit<RevocationList, 'authority'>;
  readonly holdsUnder: (issuer: Certificate) => boolean;
} {
  return orMalformed('a revocation list', () => {
    const [body, algorithm, signature] = expectTag(readBer(file, LIMITS), SEQUENCE).children();
    const parts = [...expectTag(body, SEQUENCE).children()];
    if (parts[0]?.tag === INTEGER) parts.shift();
    const [, issuer, thisUpdate, ...rest] = parts;
    const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
    const entries = rest[0]?.tag === SEQUENCE ? rest.shift() : undefined;
    const extensions = rest.find(({ tag }) => tag === 0xa0);
    refuseUnknownCritical(extensions);
    for (const entry of entries?.children() ?? []) refuseUnknownCritical(entry);
    const country = countryOf(expectTag(issuer, SEQUENCE));
    if (country === undefined || thisUpdate === undefined) throw new BerError('unexpected', 'no issuer or time');
    const signatureAlgorithm = readSignatureAlgorithm(expectTag(algorithm, SEQUENCE));
    const bits = readBitString(expectTag(signature, BIT_STRING));
    const signed = expectTag(body, SEQUENCE).encoded;
    return {
      list: {
        country,
        number: numberOf(extensions),
        thisUpdate: readTime(thisUpdate),
        nextUpdate: nextUpdate && readTime(nextUpdate),
        revoked: new Set(
          (entries?.children() ?? []).map((entry) => serialHex(expectTag(entry.children()[0], INTEGER))),
        ),
      },
      holdsUnder(issuerCertificate) {
        try {
          return signatureHolds(signatureAlgorithm, issuerCertificate.publicKey(), signed, bits);
        } catch (error) {
          if (error instanceof TrustError) return false;
          throw error;
        }
      },
    };
  });
}

/**
 * Refuses critical extensions, because they change the meaning of a list: it may contain only changes, only some
 * certificates, or those of other authorities (RFC 5280 §5.2.4, §5.2.5, §5.3.3). Treated as a complete list, it would clear
 * all others.
 *
 * @throws BerError, TrustError `unsupported`
 */
function refuseUnknownCritical(container: BerElement | undefined): void {
  const list = container === undefined ? undefined : container.children().find(({ tag }) => tag === SEQUENCE);
  for (const extension of list?.children() ?? []) {
    const [oid] = extension.children();
    const critical = findChild(extension, BOOLEAN)?.content.some((byte) => byte !== 0) === true;
    const known = oid !== undefined && KNOWN_EXTENSIONS.includes(readOid(oid));
    if (critical && !known) throw new TrustError('unsupported', 'a list with a critical extension');
  }
}

function isTime(element: BerElement | undefined): element is BerElement {
  return element?.tag === UTC_TIME || element?.tag === GENERALIZED_TIME;
}

function numberOf(extensions: BerElement | undefined): bigint {
  const list = extensions === undefined ? undefined : findChild(extensions, SEQUENCE);
  for (const extension of list?.children() ?? []) {
    const [oid] = extension.children();
    const value = findChild(extension, OCTET_STRING);
    if (oid !== undefined && value !== undefined && readOid(oid) === CRL_NUMBER) {
      return readUnsigned(readBer(value.content)).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    }
  }
  return 0n;
}
