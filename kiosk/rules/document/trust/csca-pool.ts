/**
 * The country signing certificates that this lane trusts, and the origin of each. Immutable: an import returns a new pool
 * or fails.
 */
import { createHash } from 'node:crypto';
import { type Certificate, isSignedBy, readCertificate, sameBytes } from './certificate.ts';
import { mayCertify } from './certificate-roles.ts';
import { sameName } from './names.ts';
import { TrustError } from './trust-error.ts';

/** Origin of a certificate. */
export type Origin =
  /** Pinned by the operator. */
  | { readonly kind: 'pinned' }
  /** From the master list of that country. */
  | { readonly kind: 'master-list'; readonly country: string }
  /** Certified by the previous key. */
  | { readonly kind: 'link' };

export interface Anchor {
  readonly certificate: Certificate;
  readonly origin: Origin;
}

export interface CscaPool {
  readonly anchors: readonly Anchor[];
  /** Signing time of the newest imported list of each country, ms since 1970. */
  readonly listTimes: ReadonlyMap<string, number>;
}

export const EMPTY_POOL: CscaPool = { anchors: [], listTimes: new Map() };

/** @param der certificates pinned by the operator. @throws TrustError */
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
 * Imports a link certificate (ICAO 9303-12 §7.1): the new key of an authority, signed with an old key that is in the pool
 * and was valid at that time. Path lengths are ignored, because authorities with a path length of 0 issue links.
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
  if (!right) throw new TrustError('untrusted', 'no trusted authority signed this link certificate');
  return withAnchors(pool, [link], { kind: 'link' });
}

/**
 * All anchors whose key signed `certificate`. One key often has several certificates: self-signed, links and renewals.
 * Anchors are found by signature, because identifiers and names are missing or wrong in existing documents.
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
 * Fingerprints of the keys of the authority that owns `key`, including `key`: its predecessors and successors by link
 * certificates in the pool. A state may have several authorities, even of the same name; only a link certificate shows that
 * two keys belong to one.
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

/** Cross-certificates between two states do not join their authorities. */
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

/** Whether `certificate` names `issuer` as its issuer; for a self-signed certificate only the authority itself. */
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
