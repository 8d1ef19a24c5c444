/** Proves all leaves of a tree from one leaf to the end: the leaves themselves, and the subtrees before them. */
import { nodeHash } from '../../contract/merkle/hash.ts';
import { inclusionRanges, joinParts, type Range } from './range.ts';

/** The complete subtrees of a tree of `size` leaves before leaf `from`, from left to right. */
export function rangesBefore(from: number, size: number): Range[] {
  if (from === 0) return [];
  if (from === size) return [{ from: 0, to: size }];
  return inclusionRanges(from, size)
    .filter((range) => range.to <= from)
    .reverse();
}

/**
 * The root of the tree whose leaves from `from` to the end have these hashes. `undefined`: the number of hashes before them is wrong.
 * @param leaves of RFC 9162 §2.1.1, 32 bytes each
 * @param before the hashes of `rangesBefore`, 32 bytes each
 */
export function rootOfTail(
  from: number,
  leaves: readonly Uint8Array[],
  before: readonly Uint8Array[],
): Uint8Array | undefined {
  const size = from + leaves.length;
  const ranges = rangesBefore(from, size);
  if (ranges.length !== before.length) return undefined;
  const known = new Map(ranges.map((range, at) => [`${range.from}-${range.to}`, before[at]]));
  const hashOf = (low: number, high: number): Uint8Array => {
    const given = known.get(`${low}-${high}`);
    if (given !== undefined) return given;
    if (high - low <= 1) return leaves[low - from] ?? joinParts([]);
    let half = 1;
    while (half * 2 < high - low) half *= 2;
    return nodeHash(hashOf(low, low + half), hashOf(low + half, high));
  };
  return size === 0 ? joinParts([]) : hashOf(0, size);
}
