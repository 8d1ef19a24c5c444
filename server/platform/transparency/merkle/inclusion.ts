import { climb } from '../../../contract/merkle/climb.ts';
import { HASH_BYTES, sameBytes } from '../../../contract/merkle/hash.ts';
import { inclusionRanges, rangeHash, type NodeReader } from './range.ts';

/** A tree of less than 2^53 leaves has no longer path; the specifications allow 63. */
export const MAX_PROOF_HASHES = 63;

/** The hashes that lead from leaf `index` to the root of `size` leaves. Throws `LedgerError` `out-of-range`. */
export async function inclusionProof(read: NodeReader, index: number, size: number): Promise<Uint8Array[]> {
  return Promise.all(inclusionRanges(index, size).map((range) => rangeHash(read, range)));
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/**
 * Whether the tree has the leaf at this index (RFC 9162 §2.1.3.2). Never throws.
 *
 * @example
 * ```ts
 * import { leafHash, nodeHash } from './server/contract/merkle/hash.ts';
 * import { isIncluded } from './server/platform/transparency/merkle/inclusion.ts';
 *
 * const [left, right] = ['first entry', 'second entry'].map((entry) => leafHash(new TextEncoder().encode(entry)));
 * const root = nodeHash(left, right);
 * isIncluded({ index: 1, size: 2, leaf: right, proof: [left], root }); // => true
 * isIncluded({ index: 0, size: 2, leaf: right, proof: [left], root }); // => false
 * ```
 */
export function isIncluded({ index, size, leaf, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash) || proof.length > MAX_PROOF_HASHES) return false;
  const reached = climb(leaf, { index, size }, proof);
  return reached !== undefined && sameBytes(reached, root);
}

export function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}
