/**
 * The country signing certificates that this lane believes, and who vouched for each. Immutable: an import makes a new pool or
 * none at all.
 */
import { createHash } from 'node:crypto';
import { type Certificate, isSignedBy, readCertificate, sameBytes } from './certificate.ts';
import { mayCertify } from './certificate-roles.ts';
import { sameName } from './names.ts';
import { TrustError } from './trust-error.ts';

/** Where a certificate comes from. */
export type Origin =
  /** Laid down by the operator. */
  | { readonly kind: 'pinned' }
  /** In the master list of that country. */
  | { readonly kind: 'master-list'; readonly country: string }
  /** Certified by the key before it. */
  | { readonly kind: 'link' };

export interface Anchor {
  readonly certificate: Certificate;
  readonly origin: Origin;
}

export interface CscaPool {
  readonly anchors: readonly Anchor[];
  /** Signing time of the newest list taken in of each country, ms since 1970. */
  readonly listTimes: ReadonlyMap<string, number>;
}

export const EMPTY_POOL: CscaPool = { anchors: [], listTimes: new Map() };

/** @param der certificates laid down by the operator @throws TrustError */
export function pinnedPool(der: readonly Uint8Array<ArrayBuffer>[]): CscaPool {
  return withAnchors(EMPTY_POOL, der.map(readCertificate), { kind: 'pinned' });
}

export function withAnchors(pool: CscaPool, certificates: readonly Certificate[], origin: Origin): CscaPool {
  const known = new Set(pool.anchors.map(({ certificate }) => fingerprint(certificate)));
  const added: Anchor[] = [];
  for (const certificate of certificates) {
    const print = fingerprint(certificate);
    if (!known.has(print)) added.push({ certificate, origin });
    known.add(print);
  }
  return added.length === 0 ? pool : { ...pool, anchors: [...pool.anchors, ...added] };
}

/**
 * Takes in a link certificate (ICAO 9303-12 §7.1): the new key of an authority, signed with the old one that the pool has and that
 * was valid when the link was made. Path lengths do not count: authorities with a path length of 0 make links.
 *
 * @throws TrustError `malformed`, `untrusted`
 */
export function withLinkCertificate(pool: CscaPool, der: Uint8Array<ArrayBuffer>, nowMs: number): CscaPool {
  const link = readCertificate(der);
  const before = anchorsOf(pool, link).find(
    ({ certificate }) =>
      sameName(certificate.subject, link.issuer) &&
      certificate.notBefore <= link.notBefore &&
      link.notBefore <= certificate.notAfter,
  );
  const right =
    mayCertify(link) &&
    link.issuerCountry === link.subjectCountry &&
    before !== undefined &&
    link.notBefore <= nowMs &&
    nowMs <= link.notAfter;
  if (!right) throw new TrustError('untrusted', 'no authority that is believed vouches for this link certificate');
  return withAnchors(pool, [link], { kind: 'link' });
}

/**
 * All anchors whose key signed `certificate`. One key often has several certificates: its authority's own, links, and renewals.
 * Found by signature, not by identifier or name: those are missing or wrong in documents that are in use.
 */
export function anchorsOf(pool: CscaPool, certificate: Certificate): readonly Anchor[] {
  const candidates = issuersOf(pool, certificate);
  const first = candidates.find((anchor) => isSignedBy(certificate, anchor.certificate));
  if (first === undefined) return [];
  const { keyFingerprint } = first.certificate;
  return candidates.filter((anchor) => anchor.certificate.keyFingerprint === keyFingerprint);
}

/** Anchors that may have signed `certificate`, likeliest first: by key identifier, by name, then all of the country. */
function issuersOf(pool: CscaPool, certificate: Certificate): readonly Anchor[] {
  const { authorityKeyIdentifier, issuer, issuerCountry } = certificate;
  const likeliness = ({ certificate: anchor }: Anchor): number => {
    if (authorityKeyIdentifier !== undefined && anchor.subjectKeyIdentifier === authorityKeyIdentifier) return 2;
    return sameBytes(anchor.subject, issuer) ? 1 : 0;
  };
  return pool.anchors
    .filter(({ certificate: anchor }) => anchor.subjectCountry === issuerCountry && mayCertify(anchor))
    .sort((one, other) => likeliness(other) - likeliness(one));
}

const authoritiesOfPool = new WeakMap<CscaPool, Map<string, ReadonlySet<string>>>();

/**
 * The keys of the authority that holds `key`: those before and after it by link certificates of the pool. A state may have several
 * authorities, even of one name; only a link certificate says that two keys are of one. Fingerprints, `key` among them.
 */
export function keysOfAuthority(
  pool: CscaPool,
  { keyFingerprint: key, subjectCountry }: Certificate,
): ReadonlySet<string> {
  const known = authoritiesOfPool.get(pool) ?? new Map<string, ReadonlySet<string>>();
  authoritiesOfPool.set(pool, known);
  const keys = known.get(key) ?? new Set(linkedKeys(key, linksOf(pool, subjectCountry)));
  for (const one of keys) known.set(one, keys);
  return keys;
}

interface Link {
  readonly before: string;
  readonly after: string;
}

/** Between authorities of two states there are cross-certificates, which make no one authority of them. */
function linksOf(pool: CscaPool, country: string | undefined): readonly Link[] {
  return pool.anchors
    .map(({ certificate }) => certificate)
    .filter((one) => one.subjectCountry === country && one.issuerCountry === country && mayCertify(one))
    .flatMap((certificate): Link[] => {
      const before = issuersOf(pool, certificate).find(
        ({ certificate: issuer }) =>
          issuer.keyFingerprint !== certificate.keyFingerprint &&
          isNamedBy(certificate, issuer) &&
          isSignedBy(certificate, issuer),
      );
      if (before === undefined) return [];
      return [{ before: before.certificate.keyFingerprint, after: certificate.keyFingerprint }];
    });
}

/** Whether `certificate` says that `issuer` made it: of an authority's own certificate, no other may have. */
function isNamedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { authorityKeyIdentifier } = certificate;
  return authorityKeyIdentifier !== undefined && issuer.subjectKeyIdentifier !== undefined
    ? authorityKeyIdentifier === issuer.subjectKeyIdentifier
    : sameBytes(certificate.issuer, issuer.subject);
}

function linkedKeys(key: string, links: readonly Link[]): readonly string[] {
  const keys = [key];
  for (const one of keys) {
    const neighbours = links.flatMap(({ before, after }) => (before === one ? [after] : after === one ? [before] : []));
    keys.push(...neighbours.filter((neighbour) => !keys.includes(neighbour)));
  }
  return [...new Set(keys)];
}

export function fingerprint({ encoded }: Certificate): string {
  return createHash('sha256').update(encoded).digest('hex');
}
