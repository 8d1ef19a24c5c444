import { nodeHash } from './hash.ts';

/**
 * The root of a tree and the siblings of each leaf, the lowest first (RFC 9162 §2.1.3.1). `climb` verifies them.
 *
 * @param leaves at least one, each already hashed as a leaf, 32 bytes
 */
export function pathsOf(leaves: readonly Uint8Array[]): {
  readonly root: Uint8Array;
  readonly paths: readonly (readonly Uint8Array[])[];
} {
  const paths = leaves.map((): Uint8Array[] => []);
  return { root: hashRange(leaves, paths, 0), paths };
}

/** Returns the root of the leaves and appends the siblings at this level to each path. @param from index of the first leaf */
function hashRange(leaves: readonly Uint8Array[], paths: readonly Uint8Array[][], from: number): Uint8Array {
  const [first] = leaves;
  if (first === undefined) throw new RangeError('a tree needs a leaf');
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const left = hashRange(leaves.slice(0, split), paths, from);
  const right = hashRange(leaves.slice(split), paths, from + split);
  for (let at = 0; at < leaves.length; at += 1) paths[from + at]?.push(at < split ? right : left);
  return nodeHash(left, right);
}
