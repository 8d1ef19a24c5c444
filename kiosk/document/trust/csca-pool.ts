/**
 * The country signing certificates that this lane believes, and who vouched for each. Immutable: an import makes a new pool or
 * none at all.
 */
import { createHash } from 'node:crypto';
import { type Certificate, isSignedBy, readCertificate, sameBytes } from './certificate.ts';
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
 * Takes in a link certificate (ICAO 9303-12 §7.1): the new key of an authority, signed with the old one that the pool has.
 *
 * @throws TrustError `malformed`, `untrusted`
 */
export function withLinkCertificate(pool: CscaPool, der: Uint8Array<ArrayBuffer>, nowMs: number): CscaPool {
  const link = readCertificate(der);
  const before = issuersOf(pool, link).find(({ certificate }) => isSignedBy(link, certificate));
  const right =
    link.isAuthority &&
    link.issuerCountry === link.subjectCountry &&
    before !== undefined &&
    link.notBefore <= nowMs &&
    nowMs <= link.notAfter;
  if (!right) throw new TrustError('untrusted', 'nobody here vouches for this link certificate');
  return withAnchors(pool, [link], { kind: 'link' });
}

/** Anchors that may have signed `certificate`, likeliest first: by key identifier, by name, then all of the country. */
export function issuersOf(pool: CscaPool, certificate: Certificate): readonly Anchor[] {
  const { authorityKeyIdentifier, issuer, issuerCountry } = certificate;
  const likeliness = ({ certificate: anchor }: Anchor): number => {
    if (authorityKeyIdentifier !== undefined && anchor.subjectKeyIdentifier === authorityKeyIdentifier) return 2;
    return sameBytes(anchor.subject, issuer) ? 1 : 0;
  };
  return pool.anchors
    .filter(({ certificate: anchor }) => anchor.subjectCountry === issuerCountry)
    .sort((one, other) => likeliness(other) - likeliness(one));
}

export function fingerprint({ encoded }: Certificate): string {
  return createHash('sha256').update(encoded).digest('hex');
}
