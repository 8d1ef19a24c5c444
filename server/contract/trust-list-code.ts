/**
 * The code of a change of trust lists. The comparison of the lists before and after (`postern-lane pkd compare`) prints it; a signature of the
 * change requires it. It shows that the person who signs compared exactly these files and terms.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import { releasePath, type ReleaseTerms } from './release.ts';

export interface NamedTarget {
  readonly terms: ReleaseTerms;
  /** SHA-256, hex. */
  readonly digest: string;
}

const LIMITS = { depth: 8, bytes: 4_194_304 };
const CODE_DIGITS = 12;

/** Twelve hex digits in groups of four; `undefined` when the trust lists and their terms are the same. */
export function trustListCode(before: readonly NamedTarget[], after: readonly NamedTarget[]): string | undefined {
  const [one, other] = [before, after].map(stated);
  const [was, is] = [one, other].map((targets) => canonicalJson(targets, LIMITS));
  if (bytesToHex(sha256(was!)) === bytesToHex(sha256(is!))) return undefined;
  const digest = bytesToHex(sha256(canonicalJson({ before: one, after: other }, LIMITS)));
  return digest.slice(0, CODE_DIGITS).replaceAll(/.{4}(?=.)/g, '$&-');
}

function stated(targets: readonly NamedTarget[]) {
  return targets
    .filter(({ terms }) => terms.kind === 'trust-list')
    .map(({ terms, digest }) => ({ terms, digest }))
    .sort((one, other) => (releasePath(one.terms) < releasePath(other.terms) ? -1 : 1));
}

/**
 * The trust list of each name that lanes come to use: the highest version that is not withdrawn. Lanes outside of its ring use an earlier one
 * until the ring contains them.
 */
export function trustListsInForce<T extends NamedTarget>(targets: readonly T[]): ReadonlyMap<string, T> {
  const inForce = new Map<string, T>();
  for (const target of targets) {
    const { kind, name, version, state } = target.terms;
    if (kind !== 'trust-list' || state === 'withdrawn') continue;
    const other = inForce.get(name);
    if (other === undefined || other.terms.version < version) inForce.set(name, target);
  }
  return inForce;
}
