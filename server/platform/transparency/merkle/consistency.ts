import { EMPTY_ROOT, nodeHash, sameBytes } from '../../../contract/merkle/hash.ts';
import { isHash, MAX_PROOF_HASHES } from './inclusion.ts';
import { consistencyRanges, rangeHash, type NodeReader } from './range.ts';

/** The hashes that prove that the tree of `first` leaves is a prefix of that of `second`; empty from 0 or to itself. Throws `out-of-range`. */
export async function consistencyProof(read: NodeReader, first: number, second: number): Promise<Uint8Array[]> {
  return Promise.all(consistencyRanges(first, second).map((range) => rangeHash(read, range)));
}

export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * Whether `first` is a prefix of `second` (RFC 9162 §2.1.4.2). An empty tree is a prefix of every tree, with an empty proof, as tlog-witness
 * requires; RFC 9162 leaves this case open. Never throws.
 */
export function isConsistent(first: TreeHead, second: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (![first.size, second.size].every(Number.isSafeInteger) || first.size < 0 || first.size > second.size)
    return false;
  if (![first.root, second.root, ...proof].every(isHash) || proof.length > MAX_PROOF_HASHES) return false;
  if (![first, second].every(({ size, root }) => size > 0 || sameBytes(root, EMPTY_ROOT))) return false;
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root);
  if (first.size === 0) return proof.length === 0;
  return leadsToBoth(first, second, isPowerOfTwo(first.size) ? [first.root, ...proof] : proof);
}

function leadsToBoth(first: TreeHead, second: TreeHead, path: readonly Uint8Array[]): boolean {
  const [start, ...siblings] = path;
  if (start === undefined) return false;
  let node = first.size - 1;
  let last = second.size - 1;
  while (node % 2 === 1) {
    node = (node - 1) / 2;
    last = Math.floor(last / 2);
  }
  let firstHash = start;
  let secondHash = start;
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      firstHash = nodeHash(sibling, firstHash);
      secondHash = nodeHash(sibling, secondHash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      secondHash = nodeHash(secondHash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(firstHash, first.root) && sameBytes(secondHash, second.root);
}

function isPowerOfTwo(count: number): boolean {
  let power = 1;
  while (power < count) power *= 2;
  return power === count;
}
