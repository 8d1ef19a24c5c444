/**
 * A binary fuse filter with three places for each key and fingerprints of 16 bits (T. M. Graf, D. Lemire, "Binary Fuse
 * Filters: Fast and Smaller Than Xor Filters", 2022). It contains each of its keys, and any other with a probability of
 * 2^-16. A key is a pseudo-random tag of 64 bits, so its upper half serves as the first place without another hash: keys in
 * ascending order then touch neighbouring segments.
 */
import type { Tag } from '../../../server/contract/tag-list.ts';
import type { FilterShape } from '../../../server/contract/watchlist-file.ts';

/** The three places of a key and its fingerprint, in this order. */
export type Located = Uint32Array;

export const newLocated = (): Located => new Uint32Array(4);

const TWO_32 = 4_294_967_296;
const GOLDEN = 0x9e3779b1;

/** Writes the places of a tag to `to`. It runs for each key of a list several times, so it allocates nothing. */
export function locate(
  { seed, segmentLength, segmentCount }: FilterShape,
  high: number,
  low: number,
  to: Located,
): void {
  const one = mix(low ^ mix(high ^ seed));
  const two = mix((low + Math.imul(high, GOLDEN)) ^ mix(seed + 1));
  const mask = segmentLength - 1;
  // Below segmentCount × segmentLength: `high` is below 2^32, and rounding cannot close a gap of that many units
  const first = Math.floor((high / TWO_32) * (segmentCount * segmentLength));
  to[0] = first;
  to[1] = (first + segmentLength) ^ (one & mask);
  to[2] = (first + 2 * segmentLength) ^ (two & mask);
  to[3] = (Math.imul(one, GOLDEN) ^ two) >>> 16;
}

/** The finaliser of MurmurHash3, a bijection of 32 bits. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Whether the filter contains a tag. @param fingerprints `lengthOf(shape)` of them */
export function contains(shape: FilterShape, fingerprints: Uint16Array, { high, low }: Tag): boolean {
  const at = newLocated();
  locate(shape, high, low, at);
  const [first = 0, second = 0, third = 0, fingerprint = 0] = at;
  const found = (fingerprints[first] ?? 0) ^ (fingerprints[second] ?? 0) ^ (fingerprints[third] ?? 0);
  return found === fingerprint;
}
