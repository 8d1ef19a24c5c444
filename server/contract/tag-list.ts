/** Tags in ascending order as the body of a delta holds them, searched where they lie. */
import { TAG_BYTES } from './watchlist-file.ts';

/** Upper and lower half of a tag, each an unsigned integer of 32 bits. */
export interface Tag {
  readonly high: number;
  readonly low: number;
}

export interface TagList {
  readonly count: number;
  has(tag: Tag): boolean;
}

/** `undefined` when the tags are not in strictly ascending order. @param bytes 8 for each tag */
export function tagListOf(bytes: Uint8Array): TagList | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = bytes.length / TAG_BYTES;
  const compare = (at: number, high: number, low: number): number =>
    view.getUint32(TAG_BYTES * at) - high || view.getUint32(TAG_BYTES * at + 4) - low;
  for (let at = 1; at < count; at += 1) {
    if (compare(at - 1, view.getUint32(TAG_BYTES * at), view.getUint32(TAG_BYTES * at + 4)) >= 0) return undefined;
  }
  return {
    count,
    has({ high, low }) {
      let from = 0;
      let to = count;
      while (from < to) {
        const middle = (from + to) >>> 1;
        const order = compare(middle, high, low);
        if (order === 0) return true;
        if (order < 0) from = middle + 1;
        else to = middle;
      }
      return false;
    },
  };
}

/** Whether two lists have no tag in common. @param bytes those of `one` */
export function areDisjoint(bytes: Uint8Array, other: TagList): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += TAG_BYTES) {
    if (other.has({ high: view.getUint32(at), low: view.getUint32(at + 4) })) return false;
  }
  return true;
}
