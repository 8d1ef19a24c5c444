/** Collects the tags of a list, of any number, in memory of 8 bytes for each. */
import type { Tag } from '../../../../server/contract/tag-list.ts';
import type { TagArray } from './build-filter.ts';

const CHUNK_TAGS = 1_048_576;

export interface TagSet {
  add(tag: Tag): void;
  /** In ascending order, each once. The set is empty afterwards. */
  sorted(): SortedTags;
}

export interface SortedTags {
  readonly tags: TagArray;
  readonly count: number;
}

export function tagSet(): TagSet {
  let chunks: Uint32Array[] = [];
  let last = new Uint32Array(0);
  let filled = 0;
  return {
    add({ high, low }) {
      if (filled === last.length) {
        last = new Uint32Array(2 * CHUNK_TAGS);
        chunks.push(last);
        filled = 0;
      }
      last[filled] = low;
      last[filled + 1] = high;
      filled += 2;
    },
    sorted() {
      const full = chunks.length === 0 ? 0 : (chunks.length - 1) * CHUNK_TAGS + filled / 2;
      const tags = new Uint32Array(2 * full);
      chunks.forEach((chunk, at) => {
        tags.set(at === chunks.length - 1 ? chunk.subarray(0, filled) : chunk, 2 * at * CHUNK_TAGS);
      });
      chunks = [];
      last = new Uint32Array(0);
      filled = 0;
      // Little endian: a number of 64 bits with its lower half first
      new BigUint64Array(tags.buffer).sort();
      return { tags, count: withoutRepetitions(tags, full) };
    },
  };
}

/** Moves each tag to the front once; returns their number. */
function withoutRepetitions(tags: TagArray, count: number): number {
  let kept = 0;
  for (let at = 0; at < count; at += 1) {
    const [low, high] = [tags[2 * at]!, tags[2 * at + 1]!];
    if (kept > 0 && tags[2 * kept - 2] === low && tags[2 * kept - 1] === high) continue;
    tags[2 * kept] = low;
    tags[2 * kept + 1] = high;
    kept += 1;
  }
  return kept;
}
