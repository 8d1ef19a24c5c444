import { LedgerError } from '../ledger-error.ts';
import { HASH_BYTES, subtreeRoot } from '../../contract/merkle/hash.ts';
import type { NodeReader } from '../merkle/range.ts';
import { TILE_WIDTH, widthIn } from './path.ts';

export interface HashTileName {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** A tile of hashes as wide as asked, `width` · 32 bytes. */
export type TileReader = (name: HashTileName) => Promise<Uint8Array>;

/** Tiles cover this many levels of the tree each. */
const LEVELS_IN_TILE = 8;

/** Nodes of a tree of `size` leaves out of its tiles. Reads throw `LedgerError` `malformed-tile` for a tile of another length. */
export function nodesFromTiles(read: TileReader, size: number): NodeReader {
  return async (level, index) => {
    const tileLevel = Math.floor(level / LEVELS_IN_TILE);
    const span = 2 ** (level % LEVELS_IN_TILE);
    const first = index * span;
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const width = widthIn(size, tileLevel, tileIndex);
    const tile = await read({ level: tileLevel, index: tileIndex, width });
    const at = (first % TILE_WIDTH) * HASH_BYTES;
    const end = at + span * HASH_BYTES;
    if (tile.length !== width * HASH_BYTES || end > tile.length) {
      throw new LedgerError('malformed-tile', 'a tile is not as long as the tree says');
    }
    return subtreeRoot(tile.subarray(at, end));
  };
}
