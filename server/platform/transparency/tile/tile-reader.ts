import { LedgerError } from '../ledger-error.ts';
import { HASH_BYTES, subtreeRoot } from '../../../contract/merkle/hash.ts';
import type { NodeReader } from '../merkle/range.ts';
import { TILE_WIDTH, widthIn } from './path.ts';

export interface HashTileName {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Returns a tile of hashes with the requested width, `width` · 32 bytes. */
export type TileReader = (name: HashTileName) => Promise<Uint8Array>;

/** Levels of the tree in each tile. */
const LEVELS_IN_TILE = 8;

/** Reads nodes of a tree of `size` leaves from its tiles. Throws `LedgerError` `malformed-tile` for a tile of another length. */
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
      throw new LedgerError('malformed-tile', 'a tile does not have the length that the tree requires');
    }
    return subtreeRoot(tile.subarray(at, end));
  };
}
