/**
 * The subtrees that make up a proof, and their hashes. Indexes reach 2^53, so the code uses no bit operators, which are limited to
 * 32 bits.
 */
import { LedgerError } from '../ledger-error.ts';
import { EMPTY_ROOT, nodeHash } from '../../../contract/merkle/hash.ts';

/** The leaves `from`..`to - 1`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The hash of the complete subtree of 2^`level` leaves from `index` · 2^`level`. */
export type NodeReader = (level: number, index: number) => Promise<Uint8Array>;

/** The subtrees beside the path from a leaf to the root, the lowest first (RFC 9162 §2.1.3.1). Throws `out-of-range`. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw outOfRange();
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      ranges.unshift({ from: middle, to });
      to = middle;
    } else {
      ranges.unshift({ from, to: middle });
      from = middle;
    }
  }
  return ranges;
}

/** The subtrees that prove that the tree of `first` leaves is a prefix of that of `second` (RFC 9162 §2.1.4.1). Throws `out-of-range`. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!isCount(first) || !isCount(second) || first > second) throw outOfRange();
  if (first === 0) return [];
  const ranges: Range[] = [];
  let from = 0;
  let to = second;
  while (first !== to) {
    const middle = from + largestPowerBelow(to - from);
    if (first <= middle) {
      ranges.unshift({ from: middle, to });
      to = middle;
    } else {
      ranges.unshift({ from, to: middle });
      from = middle;
    }
  }
  // A verifier has the root of the first tree. It is sent only if it is not a node of the second.
  if (from > 0) ranges.unshift({ from, to });
  return ranges;
}

/** The hash of a range that starts at a multiple of the largest power of two that fits, like every range above and every whole tree. */
export async function rangeHash(read: NodeReader, { from, to }: Range): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    let width = 1;
    while (width * 2 <= to - at) {
      width *= 2;
      level += 1;
    }
    parts.push(await read(level, at / width));
    at += width;
  }
  return joinParts(parts);
}

/** The root of complete subtrees of decreasing size. */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const last = parts.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return parts.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The largest power of two smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function outOfRange(): LedgerError {
  return new LedgerError('out-of-range', 'the tree does not have this index or size');
}
