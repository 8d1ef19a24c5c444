/** Master lists, ICAO 9303-12 §8: a state's statement of the genuine country signing certificates. */
import { childOf, expectTag } from '../../../../hardware/ber/find.ts';
import { type BerLimits, readBer } from '../../../../hardware/ber/read.ts';
import { SEQUENCE, SET } from '../../../../hardware/ber/universal.ts';
import { type Certificate, isSignedBy, orMalformed, readCertificate } from './certificate.ts';
import { mayCertify, maySignMasterLists } from './certificate-roles.ts';
import { type CscaPool, withAnchors } from './csca-pool.ts';
import { sameName } from './names.ts';
import { certificateOf, isSignedDataSignedBy, readSignedData, type SignedData } from './signed-data.ts';
import { TrustError } from './trust-error.ts';

/** id-icao-cscaMasterList. */
const MASTER_LIST = '2.23.136.1.1.2';
/** Today's lists have 600 certificates in 900 KB. */
const LIMITS: BerLimits = { bytes: 8_388_608, elements: 500_000, depth: 24 };
const MAX_CERTIFICATES = 5_000;

export interface MasterListImport {
  readonly pool: CscaPool;
  /** Country of the list. */
  readonly country: string;
  /** When it was signed, ms since 1970. */
  readonly signedAt: number;
  /** Number of certificates in the list, and of those that are new to the pool. */
  readonly certificates: number;
  readonly added: number;
  /** Country codes in the list, sorted. */
  readonly countries: readonly string[];
  /** Positions of malformed entries, which are skipped. */
  readonly unreadable: readonly number[];
}

/**
 * Imports a master list whose signer is certified by a pinned root of the same country, directly or through one authority
 * in the list.
 *
 * @param roots roots of the states whose lists are trusted
 * @throws TrustError `malformed`, `unsupported`, `untrusted`, `roll-back`; the pool is unchanged
 */
export function importMasterList(
  pool: CscaPool,
  file: Uint8Array<ArrayBuffer>,
  roots: readonly Certificate[],
  nowMs: number,
): MasterListImport {
  const data = readSignedData(file, LIMITS);
  if (data.contentType !== MASTER_LIST) throw new TrustError('malformed', 'not a master list');
  const { country, signedAt } = checkSigner(data, roots, nowMs);
  const newest = pool.listTimes.get(country);
  if (newest !== undefined && signedAt < newest) {
    throw new TrustError('roll-back', `the list of ${country} is older than the one imported before`);
  }
  const { certificates, unreadable } = readList(data.content);
  const grown = withAnchors(pool, certificates, { kind: 'master-list', country });
  const countries = new Set(certificates.flatMap(({ subjectCountry }) => subjectCountry ?? []));
  return {
    pool: { ...grown, listTimes: new Map(grown.listTimes).set(country, signedAt) },
    country,
    signedAt,
    certificates: certificates.length,
    added: grown.anchors.length - pool.anchors.length,
    countries: [...countries].sort(),
    unreadable,
  };
}

function checkSigner(
  data: SignedData,
  roots: readonly Certificate[],
  nowMs: number,
): { readonly country: string; readonly signedAt: number } {
  const [signer, ...others] = data.signers;
  if (signer === undefined || others.length > 0) throw new TrustError('malformed', 'a list must have one signer');
  const certificate = certificateOf(signer, data.certificates);
  if (certificate === undefined) throw new TrustError('untrusted', "the signer's certificate is missing");
  const country = certificate.subjectCountry;
  const signedAt = signer.attributes?.signingTime;
  if (country === undefined || signedAt === undefined) throw new TrustError('malformed', 'no country or signing time');
  if (!maySignMasterLists(certificate)) {
    throw new TrustError('untrusted', 'the signer may not sign master lists');
  }
  if (signedAt < certificate.notBefore || signedAt > certificate.notAfter || signedAt > nowMs) {
    throw new TrustError('untrusted', 'signed outside the signer’s validity');
  }
  if (!isVouchedFor(certificate, data.certificates, roots, signedAt)) {
    throw new TrustError('untrusted', `no pinned root of ${country} certified the signer`);
  }
  if (!isSignedDataSignedBy(data, signer, certificate))
    throw new TrustError('untrusted', 'the signature does not hold');
  return { country, signedAt };
}

/** Whether authorities of the signer's country that were valid at the signing time certified it. */
function isVouchedFor(
  signer: Certificate,
  embedded: readonly Certificate[],
  roots: readonly Certificate[],
  signedAt: number,
): boolean {
  const may = (authority: Certificate): boolean =>
    authority.subjectCountry === signer.subjectCountry &&
    mayCertify(authority) &&
    authority.notBefore <= signedAt &&
    signedAt <= authority.notAfter;
  const own = roots.filter(may);
  if (own.some((root) => isSignedBy(signer, root))) return true;
  return embedded
    .filter(may)
    .some(
      (between) =>
        isSignedBy(signer, between) && own.some((root) => mayStandBelow(between, root) && isSignedBy(between, root)),
    );
}

/**
 * RFC 5280 §6.1.4: self-issued certificates do not count for the path length, nor do changes of name (ICAO 9303-12 §7.1.1).
 */
function mayStandBelow(between: Certificate, { pathLength }: Certificate): boolean {
  const ofItself = sameName(between.issuer, between.subject) || between.changesName;
  return ofItself || pathLength === undefined || pathLength > 0;
}

/** `SEQUENCE { version, SET OF Certificate }`. */
function readList(content: Uint8Array<ArrayBuffer>): {
  readonly certificates: readonly Certificate[];
  readonly unreadable: readonly number[];
} {
  const entries = orMalformed('a master list', () => {
    const list = expectTag(readBer(content, LIMITS), SEQUENCE);
    return childOf(list, SET).children();
  });
  if (entries.length > MAX_CERTIFICATES) throw new TrustError('malformed', `${entries.length} certificates`);
  const certificates: Certificate[] = [];
  const unreadable: number[] = [];
  for (const [position, { encoded }] of entries.entries()) {
    try {
      certificates.push(readCertificate(Uint8Array.from(encoded)));
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      unreadable.push(position);
    }
  }
  return { certificates, unreadable };
}
