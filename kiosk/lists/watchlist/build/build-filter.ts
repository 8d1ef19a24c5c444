/** Builds a filter by peeling: a place that only one remaining key has gets that key's fingerprint, last place first. */
import { locate, newLocated } from '../fuse-filter.ts';
import {
  type FilterShape,
  lengthOf,
  LONGEST_SEGMENT,
  SHORTEST_SEGMENT,
} from '../../../../server/contract/watchlist-file.ts';

export interface BuiltFilter {
  readonly shape: FilterShape;
  readonly fingerprints: Uint16Array;
}

/** Tags in one array: the lower half of tag i at 2i, the upper half at 2i + 1. */
export type TagArray = Uint32Array;

/** Each seed fails for one list in a hundred or fewer. */
const MAX_SEEDS = 64;

/**
 * The same tags give the same filter. They must be distinct and in ascending order. Needs about 17 bytes for each tag
 * besides the tags. Throws `RangeError` when no seed serves, as with tags that are not distinct.
 */
export function buildFilter(tags: TagArray, count: number): BuiltFilter {
  for (let seed = 1; seed <= MAX_SEEDS; seed += 1) {
    const shape = shapeFor(count, seed);
    const order = peel(shape, tags, count);
    if (order !== undefined) return { shape, fingerprints: assign(shape, tags, order) };
  }
  throw new RangeError('no seed gives each tag a place: the tags must be distinct');
}

/** Sizes of Graf and Lemire, §4.1, for three places. */
export function shapeFor(count: number, seed: number): FilterShape {
  const exponent = count < 2 ? 2 : Math.floor(Math.log(count) / Math.log(3.33) + 2.25);
  const segmentLength = Math.min(LONGEST_SEGMENT, Math.max(SHORTEST_SEGMENT, 2 ** exponent));
  const factor = count < 2 ? 2 : Math.max(1.125, 0.875 + (0.25 * Math.log(1_000_000)) / Math.log(count));
  const segments = Math.ceil(Math.round(count * factor) / segmentLength);
  return { seed, segmentLength, segmentCount: Math.max(1, segments - 2) };
}

interface PeelOrder {
  /** Index of each tag, in the order of peeling. */
  readonly tag: Uint32Array;
  /** Which of its three places was its own. */
  readonly own: Uint8Array;
}

/** `undefined` when with this seed some tags have no unique place. */
function peel(shape: FilterShape, tags: TagArray, count: number): PeelOrder | undefined {
  const length = lengthOf(shape);
  const used = new Uint8Array(length);
  // XOR of the indices of the tags at each place: the index itself where there is one
  const among = new Uint32Array(length);
  const at = newLocated();
  for (let index = 0; index < count; index += 1) {
    locate(shape, tags[2 * index + 1]!, tags[2 * index]!, at);
    for (let place = 0; place < 3; place += 1) {
      const slot = at[place]!;
      if (used[slot] === 255) return undefined;
      used[slot]! += 1;
      among[slot]! ^= index;
    }
  }
  const single = new Uint32Array(length);
  let singles = 0;
  for (let slot = 0; slot < length; slot += 1) if (used[slot] === 1) single[singles++] = slot;
  const order: PeelOrder = { tag: new Uint32Array(count), own: new Uint8Array(count) };
  let peeled = 0;
  while (singles > 0) {
    const slot = single[--singles]!;
    if (used[slot] !== 1) continue;
    const index = among[slot]!;
    locate(shape, tags[2 * index + 1]!, tags[2 * index]!, at);
    order.tag[peeled] = index;
    order.own[peeled] = slot === at[0] ? 0 : slot === at[1] ? 1 : 2;
    peeled += 1;
    for (let place = 0; place < 3; place += 1) {
      const other = at[place]!;
      used[other]! -= 1;
      among[other]! ^= index;
      if (used[other] === 1) single[singles++] = other;
    }
  }
  return peeled === count ? order : undefined;
}

function assign(shape: FilterShape, tags: TagArray, { tag, own }: PeelOrder): Uint16Array {
  const fingerprints = new Uint16Array(lengthOf(shape));
  const at = newLocated();
  for (let last = tag.length - 1; last >= 0; last -= 1) {
    const index = tag[last]!;
    locate(shape, tags[2 * index + 1]!, tags[2 * index]!, at);
    const others = fingerprints[at[0]!]! ^ fingerprints[at[1]!]! ^ fingerprints[at[2]!]!;
    // Its unique place still holds 0
    fingerprints[at[own[last]!]!] = at[3]! ^ others;
  }
  return fingerprints;
}
