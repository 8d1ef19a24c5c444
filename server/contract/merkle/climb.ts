import { nodeHash } from './hash.ts';

/**
 * The root to which the siblings lead, the lowest first, from the hash of leaf `index` in a tree of `size` leaves; `undefined` where there are
 * more or fewer than lead there (RFC 9162 §2.1.3.2).
 */
export function climb(
  leaf: Uint8Array,
  { index, size }: { readonly index: number; readonly size: number },
  siblings: readonly Uint8Array[],
): Uint8Array | undefined {
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of siblings) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      // At the right edge a node without a right sibling rises as it is.
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}
