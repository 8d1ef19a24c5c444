/**
 * Finds a reference that was used before, without storing references: the store holds fingerprints under a secret key, so that a stolen
 * database does not show who declared what, and guessed references cannot be compared.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Declaration } from '../form/declaration.ts';
import { type Finding, finding } from './finding.ts';

const HOUR_MS = 3_600_000;

/** For how long a reference stays taken. */
export const TAKEN_FOR_MS = { lrn: 48 * HOUR_MS, ucr: 365 * 24 * HOUR_MS } as const;
export type ReferenceKind = keyof typeof TAKEN_FOR_MS;

export interface Fingerprint {
  readonly kind: ReferenceKind;
  readonly pointer: string;
  /** 64 hex digits. */
  readonly digest: string;
}

/** @param key 32 secret bytes */
export function fingerprintsOf(
  { declarant, lrn, ucr, goods = [] }: Declaration,
  key: Uint8Array,
): readonly Fingerprint[] {
  const found: Fingerprint[] = [];
  const add = (kind: ReferenceKind, pointer: string, ...parts: readonly string[]): void => {
    // Each part with its length, so that two lists of parts never give the same bytes
    const text = [kind, ...parts].map((part) => `${part.length}:${part}`).join('');
    found.push({ kind, pointer, digest: bytesToHex(hmac(sha256, key, utf8ToBytes(text))) });
  };
  if (declarant?.id !== undefined && lrn !== undefined) add('lrn', '/lrn', declarant.id, lrn);
  if (ucr !== undefined) add('ucr', '/ucr', ucr);
  const inItems = new Set<string>();
  for (const [index, item] of goods.entries()) {
    if (item.ucr === undefined || inItems.has(item.ucr)) continue;
    inItems.add(item.ucr);
    add('ucr', `/goods/${index}/ucr`, item.ucr);
  }
  return found;
}

/** @param lastUsedMs wall ms of the last use of a fingerprint, by digest */
export function judgeDuplicates(
  fingerprints: readonly Fingerprint[],
  lastUsedMs: ReadonlyMap<string, number>,
  nowMs: number,
): readonly Finding[] {
  return fingerprints.flatMap(({ kind, pointer, digest }) => {
    const used = lastUsedMs.get(digest);
    if (used === undefined || nowMs - used >= TAKEN_FOR_MS[kind]) return [];
    return [finding(kind === 'lrn' ? 'CDS12003' : 'CDS12062', pointer)];
  });
}
