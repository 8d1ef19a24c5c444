import { nodeHash } from './hash.ts';

/**
 * The root that results from leaf `index` of a tree of `size` leaves and its siblings, the lowest first; `undefined` when the number of
 * siblings is wrong (RFC 9162 §2.1.3.2).
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
      // At the right edge a node without a right sibling moves up unchanged.
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
