/** Certificate revocation lists, RFC 5280 §5, of country signing authorities, ICAO 9303-12 §7.2. */
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { expectTag, findChild } from '../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../hardware/ber/read.ts';
import {
  BIT_STRING,
  INTEGER,
  OCTET_STRING,
  readBitString,
  readOid,
  readTime,
  readUnsigned,
  SEQUENCE,
  UTC_TIME,
  GENERALIZED_TIME,
} from '../../../hardware/ber/universal.ts';
import { readSignatureAlgorithm, signatureHolds } from './algorithms.ts';
import { type Certificate, orMalformed, serialHex } from './certificate.ts';
import type { CscaPool } from './csca-pool.ts';
import { countryOf } from './names.ts';
import { TrustError } from './trust-error.ts';

export interface RevocationList {
  readonly country: string;
  /** Rises with each list; 0 when the list does not say. */
  readonly number: bigint;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  /** Serial numbers, hex. */
  readonly revoked: ReadonlySet<string>;
}

/** The newest list of each country. */
export type RevocationLists = ReadonlyMap<string, RevocationList>;

const LIMITS: BerLimits = { bytes: 8_388_608, elements: 500_000, depth: 16 };
const CRL_NUMBER = '2.5.29.20';

/**
 * Takes in a list that an authority of the pool signed.
 *
 * @throws TrustError `malformed`, `unsupported`, `untrusted`, `roll-back`
 */
export function importRevocationList(
  lists: RevocationLists,
  file: Uint8Array<ArrayBuffer>,
  pool: CscaPool,
  nowMs: number,
): RevocationLists {
  const { list, holdsUnder } = readRevocationList(file);
  const signed = pool.anchors.some(
    ({ certificate }) => certificate.subjectCountry === list.country && holdsUnder(certificate),
  );
  if (!signed) throw new TrustError('untrusted', `no authority of ${list.country} signed this list`);
  if (list.thisUpdate > nowMs) throw new TrustError('untrusted', 'a list from the future');
  const before = lists.get(list.country);
  if (before !== undefined && (list.number < before.number || list.thisUpdate < before.thisUpdate)) {
    throw new TrustError('roll-back', `the list of ${list.country} is older than the one taken in before`);
  }
  return new Map(lists).set(list.country, list);
}

function readRevocationList(file: Uint8Array<ArrayBuffer>): {
  readonly list: RevocationList;
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
