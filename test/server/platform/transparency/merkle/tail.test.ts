import { expect, it } from 'vitest';
import { leafHash, nodeHash } from '../../../../../server/contract/merkle/hash.ts';
import { joinParts, rangeHash } from '../../../../../server/platform/transparency/merkle/range.ts';
import { rangesBefore, TailTree } from '../../../../../server/platform/transparency/merkle/tail.ts';

const leaves = Array.from({ length: 70 }, (_, at) => leafHash(Uint8Array.of(at)));

/** RFC 9162 §2.1.1, as the specification words it. */
function treeHash(of: readonly Uint8Array[]): Uint8Array {
  if (of.length === 1) return of[0]!;
  let half = 1;
  while (half * 2 < of.length) half *= 2;
  return nodeHash(treeHash(of.slice(0, half)), treeHash(of.slice(half)));
}

const node = (level: number, index: number) =>
  Promise.resolve(treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)));

function rootOf(from: number, tail: readonly Uint8Array[], before: readonly Uint8Array[]): Uint8Array | undefined {
  const tree = TailTree.after(from, before);
  for (const leaf of tail) tree?.add(leaf);
  return tree?.root();
}

it('gives the root of a tree of each size from each leaf on, with the subtrees before it', async () => {
  for (let size = 1; size <= leaves.length; size += size < 20 ? 1 : 7) {
    const root = treeHash(leaves.slice(0, size));
    for (let from = 0; from <= size; from += 1) {
      const before = await Promise.all(rangesBefore(from).map((range) => rangeHash(node, range)));
      expect(rootOf(from, leaves.slice(from, size), before), `${from} of ${size}`).toEqual(root);
      if (from === size) continue;
      const altered = leaves.slice(from, size).with(size - from - 1, leafHash(Uint8Array.of(255)));
      expect(rootOf(from, altered, before)).not.toEqual(root);
    }
  }
});

it('has the root of an empty tree, and refuses a wrong number of subtrees', () => {
  expect(rootOf(0, [], [])).toEqual(joinParts([]));
  expect(rootOf(5, leaves.slice(5, 9), [])).toBeUndefined();
});
