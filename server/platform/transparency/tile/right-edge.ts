/** The growing end of a tree: enough to append and to compute the root without reading the rest. */
import { HASH_BYTES, subtreeRoot } from '../../../contract/merkle/hash.ts';
import { joinParts } from '../merkle/range.ts';
import { HIGHEST_LEVEL, nodesAt, TILE_WIDTH, widthIn } from './path.ts';
import type { TileReader } from './tile-reader.ts';

export const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

/** Immutable: to undo a failed batch, keep the previous edge. */
export interface RightEdge {
  /** Number of leaves. */
  readonly size: number;
  /** For each tile level the hashes of the incomplete tile, 0 to 255 of 32 bytes each. */
  readonly open: readonly Uint8Array[];
}

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 to 256 hashes of 32 bytes each. */
  readonly data: Uint8Array;
}

export const EMPTY_EDGE: RightEdge = { size: 0, open: [] };

/** Appends leaf hashes (32 bytes each). `tiles`: all changed tiles in their new width. */
export function extend(edge: RightEdge, leafHashes: readonly Uint8Array[]): { edge: RightEdge; tiles: Tile[] } {
  const tiles: Tile[] = [];
  const open: Uint8Array[] = [];
  let rising = leafHashes;
  for (let level = 0; level < edge.open.length || rising.length > 0; level++) {
    const nodes = Buffer.concat([edge.open[level] ?? new Uint8Array(), ...rising]);
    const changed = rising.length > 0;
    let index = Math.floor(nodesAt(level, edge.size) / TILE_WIDTH);
    let at = 0;
    const above: Uint8Array[] = [];
    for (; at + TILE_BYTES <= nodes.length; at += TILE_BYTES) {
      const data = nodes.subarray(at, at + TILE_BYTES);
      tiles.push({ level, index, data });
      above.push(subtreeRoot(data));
      index += 1;
    }
    const rest = nodes.subarray(at);
    if (changed && rest.length > 0) tiles.push({ level, index, data: rest });
    open.push(rest);
    rising = above;
  }
  return { edge: { size: edge.size + leafHashes.length, open }, tiles };
}

/** The root of the tree with this edge, 32 bytes. */
export function rootOf({ open }: RightEdge): Uint8Array {
  return joinParts(open.toReversed().flatMap(completeSubtrees));
}

/** Reads the edge of a tree of `size` leaves from at most seven tiles. Throws what `read` throws. */
export async function loadEdge(size: number, read: TileReader): Promise<RightEdge> {
  const open: Uint8Array[] = [];
  for (let level = 0; level <= HIGHEST_LEVEL && nodesAt(level, size) > 0; level++) {
    const index = Math.floor(nodesAt(level, size) / TILE_WIDTH);
    const width = widthIn(size, level, index);
    open.push(width === 0 ? new Uint8Array() : await read({ level, index, width }));
  }
  return { size, open };
}

/** The roots of the complete subtrees of an incomplete tile, the largest first. */
function completeSubtrees(hashes: Uint8Array): Uint8Array[] {
  const roots: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; ) {
    let width = HASH_BYTES;
    while (at + width * 2 <= hashes.length) width *= 2;
    roots.push(subtreeRoot(hashes.subarray(at, at + width)));
    at += width;
  }
  return roots;
}
