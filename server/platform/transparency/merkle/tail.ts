/** Proves all leaves of a tree from one leaf to the end: the leaves themselves, and the subtrees before them. */
import { nodeHash } from '../../../contract/merkle/hash.ts';
import { joinParts, type Range } from './range.ts';

/** The complete subtrees before leaf `from`, from left to right, each as large as fits. They are nodes of every tree with more leaves. */
export function rangesBefore(from: number): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at < from; ) {
    let width = 1;
    while (width * 2 <= from - at) width *= 2;
    ranges.push({ from: at, to: at + width });
    at += width;
  }
  return ranges;
}

/** A tree that grows leaf by leaf. It holds one hash for each level. */
export class TailTree {
  /** Complete subtrees from left to right, in decreasing size. */
  readonly #parts: { readonly leaves: number; readonly hash: Uint8Array }[];

  private constructor(parts: readonly { readonly leaves: number; readonly hash: Uint8Array }[]) {
    this.#parts = [...parts];
  }

  /** `undefined`: the number of hashes is wrong. @param before the hashes of `rangesBefore`, 32 bytes each */
  static after(from: number, before: readonly Uint8Array[]): TailTree | undefined {
    const ranges = rangesBefore(from);
    if (ranges.length !== before.length) return undefined;
    return new TailTree(before.map((hash, at) => ({ leaves: ranges[at]!.to - ranges[at]!.from, hash })));
  }

  /** @param leaf of RFC 9162 §2.1.1, 32 bytes */
  add(leaf: Uint8Array): void {
    let grown = { leaves: 1, hash: leaf };
    for (let left = this.#parts.at(-1); left?.leaves === grown.leaves; left = this.#parts.at(-1)) {
      this.#parts.pop();
      grown = { leaves: grown.leaves * 2, hash: nodeHash(left.hash, grown.hash) };
    }
    this.#parts.push(grown);
  }

  /** The root of all leaves so far, 32 bytes. */
  root(): Uint8Array {
    return joinParts(this.#parts.map(({ hash }) => hash));
  }
}
